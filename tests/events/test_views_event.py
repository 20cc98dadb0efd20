import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import escape

from accounts.access import standing
from accounts.enums import Role
from documents.services import add
from events.enums import Mode, QuotaScope, State
from events.models import Series
from events.services import set_places
from tests.documents.files import checked, png
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    NoticeFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.factories.programme import TaskFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **fields})


def words_of(response):
    """What can be read on the page, on one line."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def page(client, event):
    response = client.get(event.get_absolute_url())
    assert response.status_code == 200
    return words_of(response)


def test_the_page_says_what_is_known(client):
    event = made(
        title="Σεμινάριο & more",
        host=MemberStateFactory(code="IE"),
        zone="Europe/Dublin",
        city="Dublin",
        address="Dame Street",
        access_notes="Step-free",
        languages="en, fr",
        interpretation="Both ways",
        co_promoters="The Department",
        summary="It *matters*. <script>alert(1)</script>",
        contact="organisers@example.eu",
        source_note="From the work programme.",
        hours_are_illustrative=True,
        date_settled=False,
    )

    response = client.get(event.get_absolute_url())

    assert response.context["lead"] == "Host: Ireland · In person · Dublin · English, French"
    assert response.context["facts"] == [
        ("When", "Thursday 10 December 2026, 09:30–16:30 (Dublin)"),
        ("Date", "Not settled yet"),
        ("Hours", "Illustrative; the source gives none"),
        ("Place", "Residence Palace, Dame Street, Dublin"),
        ("Access", "Step-free"),
        ("Languages", "English, French"),
        ("Interpreted", "Both ways"),
        ("With", "The Department"),
    ]
    html = response.content.decode()
    assert "Σεμινάριο &amp; more</h1>" in html
    assert "It <em>matters</em>. &lt;script&gt;" in html
    assert 'href="mailto:organisers@example.eu"' in html
    assert "From the work programme." in html


def test_the_programme_names_its_days_and_only_who_agreed(client):
    event = made(last_date=dt.date(2026, 12, 11))
    first = SessionFactory(event=event, title="Welcome", room="Aula", description="All come")
    SessionFactory(event=event, title="Close", date=dt.date(2026, 12, 11))
    SpeakerFactory(session=first, name="Мария Иванова", function="Head", organisation="Sofia")
    SpeakerFactory(session=first, name="Eva Novak", role="moderator", biography="Wrote a book.")
    SpeakerFactory(session=first, name="CANARY", biography="CANARY", may_publish=False)

    said = page(client, event)

    assert (
        "Programme Thursday 10 December 2026 10:00–12:00 Welcome Aula All come"
        " Мария Иванова, Head, Sofia · Moderator: Eva Novak"
        " Friday 11 December 2026 10:00–12:00 Close Speakers"
    ) in said
    assert "Wrote a book." in said
    assert "CANARY" not in said


def test_the_programme_lists_the_modules_of_a_session(client):
    event = made()
    SessionFactory(
        event=event, title="First half-day", modules="Theories of change\n\n Indicators "
    )

    html = client.get(event.get_absolute_url()).content.decode()

    programme = html.partition('<h2 id="programme">')[2].partition("</section>")[0]
    assert "<li>Theories of change</li><li>Indicators</li>" in programme


def test_held_with_and_tasks(client):
    event = made()
    board = made(slug="2026-12-09-board", title="Board", visibility="network")
    workshop = made(slug="2026-12-11-workshop", title="Workshop", first_date=dt.date(2026, 12, 11))
    event.held_with.add(board, workshop)
    task = TaskFactory()
    event.tasks.add(task)

    said = page(client, event)

    assert "Held with Workshop , Friday 11 December 2026" in said
    assert "Board" not in said
    assert f"In the work programme {task.code} {task.text}" in said
    client.force_login(MandateFactory().user)
    assert "Held with Board , Thursday 10 December 2026" in page(client, event)


def test_the_text_of_a_task_is_cut_at_the_end_of_a_word(client):
    event = made()
    event.tasks.add(TaskFactory(text="prevention " * 12), TaskFactory(text="x" * 120))

    response = client.get(event.get_absolute_url())

    assert {text for _url, _code, text in response.context["beside"].tasks} == {
        "prevention " * 10 + "…",
        "x" * 120,
    }


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"title": "Seminar"},
            (
                "Seminar: Thursday 10 December 2026, 09:30–16:30 (Brussels)."
                " Brussels, Residence Palace.\nhttp"
            ),
        ),
        (
            {"title": "Seminar", "city": "", "venue": ""},
            "Seminar: Thursday 10 December 2026, 09:30–16:30 (Brussels).\nhttp",
        ),
        ({"forward_text": "Dear colleagues"}, "Dear colleagues\n\nhttp"),
        ({"visibility": "network"}, ""),
        ({"kind": "external", "takes_registrations": False}, ""),
        ({"state": State.HELD}, ""),
        ({"first_date": dt.date(2026, 1, 1)}, ""),
    ],
)
def test_text_to_forward(client, fields, text):
    client.force_login(MandateFactory().user)
    event = made(**fields)

    forward = client.get(event.get_absolute_url()).context["forward"]

    assert forward.partition("://")[0].removesuffix("s") == text
    assert forward.endswith(event.get_absolute_url() if text else "")


def test_the_own_clock_is_told_where_it_differs(client):
    event = made(zone="Europe/Dublin")

    assert "Your time" not in page(client, event)
    client.force_login(UserFactory(time_zone="Europe/Riga"))
    assert "Your time 11:30–18:30 (Riga)" in page(client, event)


def test_a_cancelled_event_says_why(client):
    event = made(state=State.CANCELLED, cancelled_at=AT, cancel_reason="The hall <burnt> down.")

    response = client.get(event.get_absolute_url())

    assert "This event is cancelled The hall &lt;burnt&gt; down." in words_of(response)


def test_places_left_and_states_that_are_full(client):
    event, nobody = made(), standing(None, AT)
    MemberStateFactory(code="LV")
    MemberStateFactory(code="FR")
    set_places(event, total=3, each_state=1, by_state={}, by=nobody, at=AT)
    RegistrationFactory(event=event, country="LV")
    RegistrationFactory(event=event, country="US")

    said = page(client, event)

    assert (
        "1 of 3 places left. At most 1 for each Member State. Latvia has its one place: from"
        " there you join the waiting list."
    ) in said
    assert (
        'aria-label="2 of 3 places taken"' in client.get(event.get_absolute_url()).content.decode()
    )


def test_nothing_of_who_comes_and_no_join_link_is_on_the_page(client):
    event = made(mode=Mode.HYBRID, join_link="https://meet.example.eu/CANARY")
    registration = RegistrationFactory(event=event, name="CANARY", organisation="CANARY")

    for user in (None, UserFactory(email=registration.email), MandateFactory().user):
        if user:
            client.force_login(user)
        assert "CANARY" not in client.get(event.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "fields", [{"visibility": "network"}, {"state": State.DRAFT, "published_at": None}]
)
def test_what_one_may_not_see_is_the_sign_in_page_or_404(client, fields):
    event = made(**fields)

    assert client.get(event.get_absolute_url())["Location"] == (
        f"/accounts/login/?next={event.get_absolute_url()}"
    )
    client.force_login(UserFactory())
    assert client.get(event.get_absolute_url()).status_code == 404


def test_the_secretariat_sees_drafts_and_the_way_to_work_on_them(client):
    event = made(state=State.DRAFT, published_at=None)
    client.force_login(MandateFactory(role=Role.SECRETARIAT).user)

    said = page(client, event)

    assert "Control room Edit" in said
    assert "A draft: registration opens when it is published." in said
    assert "Download this event" not in said


def test_what_is_escaped(client):
    nasty = '"><script>alert(1)</script>'
    event = made(title=nasty, venue=nasty, city=nasty, access_notes=nasty, cancel_reason="")
    session = SessionFactory(event=event, title=nasty, description=nasty, room=nasty)
    SpeakerFactory(session=session, name=nasty, function=nasty, biography=nasty)
    event.held_with.add(made(slug="2026-12-09-board", title=nasty))

    html = client.get(event.get_absolute_url()).content.decode()

    assert "<script>alert" not in html
    assert html.count(escape(nasty)) > 10


@pytest.mark.parametrize(("who", "budget"), [("visitor", 6), ("presides", 12), ("serves", 12)])
def test_statements_do_not_grow_with_the_rows(client, who, budget):
    state = MemberStateFactory(code="IE")
    PresidencyTermFactory(
        member_state=state, starts=dt.date(2026, 7, 1), ends=dt.date(2026, 12, 31)
    )
    board = BodyFactory()
    SeatFactory(body=board, member_state=state)
    NoticeFactory()
    series = Series.objects.create(title="Evenings", created_at=timezone.now())
    event = made(body=board, host=state, series=series)
    EventFactory(series=series, first_date=DAY + dt.timedelta(days=7))
    QuotaFactory(event=event, places=500)
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=2)
    numbered = SessionFactory(event=event)
    QuotaFactory(event=event, scope=QuotaScope.SESSION, session=numbered, places=9)
    QuotaFactory(event=event, scope=QuotaScope.CHOICE, question="visit", option="port", places=9)
    if who == "presides":
        client.force_login(MandateFactory(member_state=state).user)
    elif who == "serves":
        client.force_login(MandateFactory(role=Role.SECRETARIAT).user)

    def grow(number):
        for _ in range(number):
            session = SessionFactory(event=event)
            SpeakerFactory.create_batch(2, session=session)
            event.held_with.add(EventFactory(first_date=DAY, visibility="body", body=board))
            event.tasks.add(TaskFactory())
            RegistrationFactory(event=event)

    grow(1)
    one = counted(lambda: client.get(event.get_absolute_url()))
    grow(3)

    assert counted(lambda: client.get(event.get_absolute_url())) == one <= budget


def test_an_observer_is_known_by_the_organisation(client):
    event = made(mode=Mode.HYBRID)
    organisation = OrganisationFactory(name="The Commission")
    client.force_login(MandateFactory(role=Role.OBSERVER, organisation=organisation).user)

    form = client.get(f"{event.get_absolute_url()}register/").context["form"]

    assert form["organisation"].value() == "The Commission"


def test_the_programme_shows_photographs_slides_and_the_places_left(client):
    event = made()
    session, other = SessionFactory(event=event, title="Morning"), SessionFactory(event=event)
    eva = SpeakerFactory(session=session, name="Eva Novak", photo_at=AT)
    SpeakerFactory(session=other, name="Eva Novak")
    SpeakerFactory(session=session, name="Hidden", photo_at=AT, may_publish=False)
    QuotaFactory(event=event, scope=QuotaScope.SESSION, session=session, places=7)
    for label, key, title in (
        ("events.session", session.uid, "Slides"),
        ("events.event", event.uid, "Agenda"),
    ):
        add(
            label=label, key=str(key), title=title, upload=checked("slides.png", png()), visibility="public",
            by=standing(None, AT), at=AT,
        )  # fmt: skip

    response = client.get(event.get_absolute_url())

    said = words_of(response)
    assert re.search(r"Morning 7 places left Eva Novak Slides PNG", said)
    assert re.search(r"Documents .*Agenda PNG", said)
    assert said.count("Slides") == 1
    assert response.content.decode().count("/photo/") == 1
    assert f"/events/{event.slug}/speakers/{eva.key}/photo/" in response.content.decode()
