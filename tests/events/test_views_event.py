import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import escape

from accounts.access import standing
from accounts.enums import Role
from documents.services import add
from events.enums import Mode, QuotaScope, RegistrationState, State
from events.models import ChangeRequest, Series
from events.services import set_places
from events.views.registration import own_page
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
    FundingSourceFactory,
    ParticipationFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.factories.invitations import InvitationFactory
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


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Registration closes Thursday 10 December 2026, 09:30 (Brussels)."),
        (
            {"registration_closes_at": dt.datetime(2026, 12, 2, 16, tzinfo=dt.UTC)},
            "Registration closes Wednesday 2 December 2026, 17:00 (Brussels).",
        ),
        (
            {"registration_opens_at": dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)},
            "Registration opens Tuesday 1 December 2026, 09:00 (Brussels).",
        ),
        ({"registration_closes_at": AT}, "Registration has closed."),
        ({"state": State.HELD}, "Registration has closed."),
        ({"takes_registrations": False}, "No registration is taken here."),
        (
            {"state": State.CANCELLED, "cancelled_at": AT, "cancel_reason": "Snow."},
            "The event is cancelled; nobody can register.",
        ),
    ],
)
def test_your_place(client, fields, sentence):
    said = page(client, made(**fields))

    assert sentence in said
    assert ("No account needed." in said) == sentence.startswith("Registration closes")


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


def test_who_is_registered_finds_the_own_page(client):
    event, user = made(), UserFactory()
    RegistrationFactory(event=event, email=user.email, state=RegistrationState.WITHDRAWN)
    own = RegistrationFactory(event=event, email=user.email, state=RegistrationState.WAITING)
    client.force_login(user)

    response = client.get(event.get_absolute_url())

    assert f'href="{own_page(own)}"' in response.content.decode()
    assert "You are on the waiting list" in words_of(response)
    assert "one_click" not in response.context


def test_one_press_registers_whose_data_are_known(client):
    event, notice = made(), NoticeFactory()
    user = MandateFactory(member_state=MemberStateFactory(code="LV")).user
    before = made(slug="2026-01-01-before", first_date=dt.date(2026, 1, 1))
    RegistrationFactory(
        event=before, email=user.email, organisation="Ministry", country="EL", category="police"
    )
    client.force_login(user)
    one_click = client.get(event.get_absolute_url()).context["one_click"]

    response = client.post(f"{event.get_absolute_url()}register/", dict(one_click.fields))

    made_now = event.registrations.get()
    assert response["Location"] == own_page(made_now)
    assert (made_now.email, made_now.country, made_now.category, made_now.notice) == (
        user.email,
        "LV",
        "police",
        notice,
    )
    assert one_click.said == f"{user.name}, Latvia, Police"


def test_who_must_still_say_something_gets_the_form(client):
    event = made(mode=Mode.HYBRID)
    unknown = made(slug="2026-12-10-other")
    user = UserFactory()
    client.force_login(user)

    assert client.get(unknown.get_absolute_url()).context["one_click"] is None
    RegistrationFactory(event=made(slug="2026-01-01-x"), email=user.email)
    assert client.get(unknown.get_absolute_url()).context["one_click"]
    assert client.get(event.get_absolute_url()).context["one_click"] is None


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


def test_a_focus_day_lists_the_countries_that_confirmed_with_their_number(client):
    event = made(kind="focus_day", takes_registrations=False)
    answered = {"answered_by": UserFactory()}
    ParticipationFactory(
        event=event,
        country="GE",
        state="confirmed",
        activity="Leaflets",
        contact_name="CANARY",
        **answered,
    )
    ParticipationFactory(event=event, country="AL", state="confirmed", **answered)
    ParticipationFactory(event=event, country="IS", state="declined", activity="CANARY", **answered)
    ParticipationFactory(event=event, country="LV")

    said = page(client, event)

    assert "2 countries take part Albania Georgia Leaflets" in said
    assert [word in said for word in ("Your place", "In person")] == [False, False]
    assert "CANARY" not in said
    assert "Answer for" not in said
    client.force_login(MandateFactory(member_state=MemberStateFactory(code="LV")).user)
    response = client.get(event.get_absolute_url())
    assert response.context["beside"].answers_for == [
        ("Latvia", f"{event.get_absolute_url()}countries/LV/")
    ]
    assert "Answer for Latvia" in words_of(response)


def test_co_promoters_the_series_and_who_pays_are_named(client):
    source = FundingSourceFactory(
        name="ISF",
        statement="Funded by <the> Union.",
        keep_until=dt.date(2032, 12, 31),
        emblem_at=AT,
    )
    event = made(
        kind="conference",
        funding=source,
        co_promoters="The city",
        series=Series.objects.create(title="Talks", created_at=AT),
    )
    event.promoters.add(OrganisationFactory(name="Ministry"), OrganisationFactory(name="Europol"))

    response = client.get(event.get_absolute_url())

    assert ("With", "Europol, Ministry, The city") in response.context["facts"]
    assert ("Series", "Talks") in response.context["facts"]
    assert "Funded by &lt;the&gt; Union." in words_of(response)
    assert f"/events/funding/{source.key}/emblem/" in response.content.decode()
    assert "evidence is kept" not in words_of(response)
    client.force_login(MandateFactory(role=Role.SECRETARIAT).user)
    assert "ISF: evidence is kept until Friday 31 December 2032." in page(client, event)


def test_a_stakeholders_meeting_lists_organisations_and_nobody(client):
    event = made(kind="stakeholders")
    europol = OrganisationFactory(name="Europol")
    for name in ("Anna", "Berta"):
        InvitationFactory(
            event=event,
            name=name,
            organisation=europol,
            kind="organisation",
            state="in_person",
            registration=RegistrationFactory(event=event, name=name),
        )
    InvitationFactory(
        event=event, organisation=OrganisationFactory(name="Silent"), kind="organisation"
    )

    said = page(client, event)

    assert "Organisations that take part Europol" in said
    assert [name in said for name in ("Anna", "Berta", "Silent")] == [False] * 3


def test_output_is_public_and_the_report_is_for_the_network(client):
    expert = made(kind="expert_meeting", output="A *toolbox*.")
    external = made(
        kind="external",
        slug="2026-11-20-europol",
        first_date=dt.date(2026, 11, 20),
        state=State.HELD,
        report="They **met**.",
        takes_registrations=False,
    )
    envoy = MandateFactory(user=UserFactory(name="Anna Kalniņa")).user
    external.representatives.add(envoy)

    visitor = page(client, external)

    assert "Output A toolbox ." in page(client, expert)
    assert "They met" not in visitor
    assert "For the Network Anna Kalniņa" in visitor
    client.force_login(MandateFactory().user)
    assert "Short report They met ." in page(client, external)
    assert "Change the report" not in page(client, external)
    client.force_login(envoy)
    assert "Change the report" in page(client, external)


def test_who_was_there_is_led_to_the_report_that_is_missing(client):
    external = made(
        kind="external",
        first_date=dt.date(2026, 11, 24),
        starts_time=dt.time(9),
        takes_registrations=False,
    )
    ahead = made(kind="external", slug="2026-12-11-x", takes_registrations=False)
    client.force_login(MandateFactory(role=Role.SECRETARIAT).user)

    assert "Write the short report" in page(client, external)
    assert "Write the short report" not in page(client, ahead)


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


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (
            {"state": RegistrationState.OFFERED, "offered_until": AT + dt.timedelta(hours=5)},
            "A place came free and is held for you until Tuesday 24 November 2026, 18:00",
        ),
        ({"unanswered": 1}, "1 question waits for your answer. Answer"),
        ({"unanswered": 1, "unanswered_later": 1}, "2 questions wait for your answer. Answer"),
        (
            {"state": RegistrationState.WAITING, "unanswered_later": 1},
            "You are on the waiting list Your registration",
        ),
    ],
    ids=["offered", "one question", "two questions", "details are for those who come"],
)
def test_the_card_says_what_is_still_asked(client, own, said):
    user, event = UserFactory(), made()
    RegistrationFactory(event=event, email=user.email, **own)
    client.force_login(user)

    assert said in page(client, event)


def test_the_card_says_that_a_change_is_not_decided(client):
    user, event = UserFactory(), made()
    own = RegistrationFactory(event=event, email=user.email)
    ChangeRequest.objects.create(registration=own, asked_at=AT, what={})
    client.force_login(user)

    assert "The change you asked for is not decided yet." in page(client, event)


def test_who_takes_part_finds_the_others_where_they_see_each_other(client):
    user = UserFactory()
    shown, hidden = made(shows_participants=True), made(slug="2026-12-11-x")
    for event in (shown, hidden):
        RegistrationFactory(event=event, email=user.email)
    assert "Who takes part" not in page(client, shown)
    client.force_login(user)

    assert "Who takes part" in page(client, shown)
    assert "Who takes part" not in page(client, hidden)


@pytest.mark.parametrize("way", ["registers with another", "serves another"])
def test_events_with_one_form_ask_for_the_ticks(client, way):
    event, other = made(), made(slug="2026-12-11-x")
    one, two = (event, other) if way == "registers with another" else (other, event)
    one.registers_with = two
    one.save()
    user = UserFactory()
    RegistrationFactory(event=made(slug="2026-01-01-x"), email=user.email)
    client.force_login(user)

    assert client.get(event.get_absolute_url()).context["one_click"] is None
