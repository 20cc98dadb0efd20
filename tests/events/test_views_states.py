"""Who comes from one Member State: what its representatives see, and nobody else."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from accounts.enums import Role, Visibility
from events.enums import Approver, Kind, QuotaScope, State
from events.models import AttendanceTerms, EventGroup
from journal.models import Entry
from tests.events.organisers import presidency, queries, representative, secretariat, signed_in
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
LATVIA = f"/events/{SLUG}/states/LV/"
AHEAD = "/events/my-state/"


@pytest.fixture
def event():
    """A seminar with ten places in all, two for each state."""
    event = EventFactory(slug=SLUG, title="Seminar")
    QuotaFactory(event=event, places=10)
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=2)
    return event


def test_representative_sees_names_and_states_of_the_own_state_alone(event):
    RegistrationFactory(event=event, name="Anna", organisation="Police", email="a@example.eu")
    RegistrationFactory(event=event, name="Berta", state="waiting")
    RegistrationFactory(event=event, name="Cita", state="pending")
    RegistrationFactory(event=event, name="Dace", state="withdrawn")
    RegistrationFactory(event=event, name="Élise", country="FR")

    response = representative("LV").get(LATVIA)

    assert [(one.row.name, str(one.pill.label)) for one in response.context["rows"]] == [
        ("Cita", "Awaiting approval"),
        ("Anna", "Confirmed"),
        ("Berta", "On the waiting list"),
        ("Dace", "Withdrawn"),
    ]
    tally = response.context["tally"]
    assert (tally.held, tally.waiting, tally.pending) == (1, 1, 1)
    assert response.context["places"] == ["1 of 2 places taken, 1 left"]
    assert "Police" in response.text
    assert "a@example.eu" not in response.text


def test_a_number_for_one_group_is_said_with_its_name(event):
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, group="member", places=1)
    RegistrationFactory(event=event, group="member")

    places = representative("LV").get(LATVIA).context["places"]

    assert places == ["1 of 2 places taken, 1 left", "Member: 1 of 1 place taken, 0 left"]


def test_it_is_said_as_what_and_how_each_takes_part(event):
    EventGroup.objects.create(event=event, group="member", label="Board member")
    RegistrationFactory(event=event, name="Anna", group="member", attending="online")
    RegistrationFactory(event=event, name="Berta")

    response = representative("LV").get(LATVIA)

    assert [(one.row.name, one.group, one.attending) for one in response.context["rows"]] == [
        ("Anna", "Board member", "Online"),
        ("Berta", "Participant", "In person"),
    ]
    assert "Board member" in response.text


@pytest.mark.parametrize(
    ("giver", "state", "said"),
    [
        ({}, "pending", True),
        ({}, "confirmed", False),
        ({"state": "withdrawn"}, "pending", False),
        ({"country": "FR"}, "pending", False),
    ],
    ids=["pending", "taken over", "the giver has left", "the giver is of another state"],
)
def test_whose_place_is_to_be_taken_over_is_said_while_it_awaits_approval(
    event, giver, state, said
):
    anna = RegistrationFactory(event=event, name="Anna", **giver)
    RegistrationFactory(event=event, name="Zoë", state=state, replaces=anna)

    response = representative("LV").get(LATVIA)

    assert ("instead of Anna" in " ".join(response.text.split())) == said


@pytest.mark.parametrize(
    ("approver", "state", "decides"),
    [
        (Approver.STATE, "pending", True),
        (Approver.STATE, "confirmed", False),
        (Approver.SECRETARIAT, "pending", False),
    ],
)
def test_approval_is_offered_where_the_state_gives_it(event, approver, state, decides):
    event.needs_approval, event.approver = True, approver
    event.save()
    row = RegistrationFactory(event=event, state=state)

    text = representative("LV").get(LATVIA).text

    one = f"/events/{SLUG}/registrations/{row.key}/"
    assert [f"{one}{deed}/" in text for deed in ("approve", "decline")] == [decides, decides]


def test_nobody_decides_once_it_is_over(event):
    event.needs_approval, event.approver = True, Approver.STATE
    event.first_date = event.last_date = dt.date(2026, 1, 5)
    event.state = State.HELD
    event.save()

    assert representative("LV").get(LATVIA).context["decides"] is False


def test_strangers_find_nothing(event):
    hidden = EventFactory(visibility=Visibility.RESTRICTED)
    draft = EventFactory(state=State.DRAFT, published_at=None)
    own = representative("LV")
    MemberStateFactory(code="FR")

    codes = {
        "another state": own.get(f"/events/{SLUG}/states/FR/").status_code,
        "no state": secretariat().get(f"/events/{SLUG}/states/XX/").status_code,
        "an attendee": signed_in(UserFactory()).get(LATVIA).status_code,
        "a Presidency": presidency("LV").get(LATVIA).status_code,
        "an event kept from them": own.get(f"/events/{hidden.slug}/states/LV/").status_code,
        "a draft": own.get(f"/events/{draft.slug}/states/LV/").status_code,
        "a file of another state": own.get(
            f"/events/{SLUG}/states/FR/registrations.xlsx"
        ).status_code,
        "the overview, for the Secretariat": secretariat().get(AHEAD).status_code,
    }

    assert set(codes.values()) == {404}


def test_substitute_and_secretariat_see_the_same(event):
    state = MemberStateFactory(code="LV")
    substitute = signed_in(MandateFactory(role=Role.SUBSTITUTE, member_state=state).user)

    texts = [client.get(LATVIA).text for client in (substitute, secretariat())]

    assert ["Nobody from" in text for text in texts] == [True, True]
    assert ["Control room" in text for text in texts] == [False, True]


def test_workbook_of_the_own_state_is_written_down(event):
    RegistrationFactory(event=event, name="=1+1", organisation="Police")
    RegistrationFactory(event=event, country="FR")
    client = representative("LV")

    book = client.get(f"{LATVIA}registrations.xlsx")
    client.head(f"{LATVIA}registrations.xlsx")

    sheet = load_workbook(io.BytesIO(book.content)).active
    assert [[cell.value for cell in row[:6]] for row in sheet.iter_rows()] == [
        ["Name", "Country or body", "Organisation", "Category", "Takes part", "State"],
        ["=1+1", "Latvia", "Police", "Front-line practitioner", "In person", "Confirmed"],
    ]
    assert book["Content-Disposition"] == f'attachment; filename="{SLUG}-lv.xlsx"'
    assert [(entry.acting_for, entry.facts) for entry in Entry.objects.on(
        "events.event", str(event.uid)
    )] == [
        ("LV", {"event": SLUG, "form": "xlsx", "rows": 1, "what": "state", "state": "LV"})
    ]  # fmt: skip


def test_overview_counts_the_own_state_at_each_event_ahead(event):
    QuotaFactory(event=event, scope=QuotaScope.STATE, member_state_id="LV", places=3)
    RegistrationFactory.create_batch(2, event=event)
    RegistrationFactory(event=event, state="pending")
    RegistrationFactory(event=event, country="FR")
    past = EventFactory(first_date=dt.date(2026, 1, 5), state=State.HELD, title="Past")
    RegistrationFactory(event=past)
    EventFactory(takes_registrations=False)
    EventFactory(visibility=Visibility.RESTRICTED)
    client = representative("LV")

    ahead, over = client.get(AHEAD), client.get(f"{AHEAD}?period=past")

    def told(response):
        return [
            (
                line.event.title,
                line.tally.held,
                line.tally.pending,
                line.places,
                str(line.pill.label),
            )
            for line in response.context["lines"]
        ]

    assert told(ahead) == [
        ("Seminar", 2, 1, ["2 of 3 places taken, 1 left"], "Registration open"),
    ]
    assert told(over) == [("Past", 1, 0, [], "Held")]
    assert over.text.count("<td></td>") == 1  # an empty cell takes no room on a phone
    assert LATVIA in ahead.text


def test_who_speaks_for_two_states_sees_both(event):
    user = UserFactory()
    for code in ("FR", "LV"):
        MandateFactory(user=user, member_state=MemberStateFactory(code=code))
    RegistrationFactory(event=event, country="FR")

    lines = signed_in(user).get(AHEAD).context["lines"]

    assert sorted((line.state.code, line.tally.held) for line in lines) == [("FR", 1), ("LV", 0)]


def test_the_page_of_an_event_leads_a_representative_to_the_own_state(event):
    texts = [
        client.get(f"/events/{SLUG}/").text for client in (representative("LV"), secretariat())
    ]

    assert [LATVIA in text for text in texts] == [True, False]


NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
CERTIFICATES = f"/events/{SLUG}/states/LV/certificates/"


OVER = {"first_date": dt.date(2026, 1, 5), "state": State.HELD}
CANCELLED = {"state": State.CANCELLED, "cancelled_at": NOON, "cancel_reason": "Storm"}


@pytest.mark.parametrize(
    ("facts", "fields", "gives"),
    [
        (OVER, {}, [True, True]),
        (OVER, {"country": "FR"}, [False, False]),
        (OVER, {"state": "waiting"}, [False, False]),
        (OVER | CANCELLED, {}, [False, False]),
        ({}, {}, [False, False]),
    ],
    ids=["over", "another state's", "without a place", "cancelled", "ahead"],
)
def test_what_is_over_leads_to_the_certificates_of_the_own_people(facts, fields, gives):
    RegistrationFactory(event=EventFactory(slug=SLUG, **facts), **fields)
    client = representative("LV")

    texts = [client.get(page).text for page in (f"/events/{SLUG}/", f"{AHEAD}?period=past")]

    assert [CERTIFICATES in text for text in texts] == gives
    assert CERTIFICATES not in client.get(AHEAD).text
    assert CERTIFICATES not in secretariat().get(f"/events/{SLUG}/").text


def test_where_none_are_given_nothing_leads_to_certificates():
    over = EventFactory(first_date=dt.date(2026, 1, 5), state=State.HELD, slug=SLUG)
    AttendanceTerms.objects.create(event=over, gives_certificates=False)
    RegistrationFactory(event=over)
    client = representative("LV")

    texts = [client.get(page).text for page in (f"/events/{SLUG}/", f"{AHEAD}?period=past")]

    assert [CERTIFICATES in text for text in texts] == [False, False]


def test_empty_overview_says_what_will_stand_here():
    assert "Events that take registrations stand here" in representative("LV").get(AHEAD).text


def test_one_is_led_to_suggest_institutions_where_that_is_taken(event):
    link = f"/events/{SLUG}/suggestions/"

    assert link in representative("LV").get(AHEAD).text
    event.kind = Kind.WEBINAR
    event.save()
    assert link not in representative("LV").get(AHEAD).text


def test_navigation_marks_the_own_page_alone(event):
    text = representative("LV").get(AHEAD).text

    assert '<a href="/events/my-state/" aria-current="page">' in text
    assert text.count('aria-current="page"') == 2


def test_queries_do_not_grow_with_rows(event):
    client = representative("LV")
    RegistrationFactory(event=event)
    pages = [LATVIA, AHEAD]
    before = [queries(lambda page=page: client.get(page)) for page in pages]
    for giver in RegistrationFactory.create_batch(3, event=event):
        RegistrationFactory(event=event, state="pending", replaces=giver)
    for more in (event, *EventFactory.create_batch(3)):
        RegistrationFactory.create_batch(4, event=more)
        QuotaFactory(event=more, scope=QuotaScope.GROUP, group="member")

    after = [queries(lambda page=page: client.get(page)) for page in pages]

    assert after == before
    assert max(before) <= 12


def test_who_approves_as_the_host_sees_and_decides_on_everybody(event):
    event.needs_approval, event.approver = True, Approver.HOST
    event.host, event.visibility = MemberStateFactory(code="PL"), Visibility.ATTENDEES
    event.save()
    anna = RegistrationFactory(event=event, name="Anna", country="LV", state="pending")
    RegistrationFactory(event=event, name="Olena", country="UA", replaces=anna)
    host, page = representative("PL"), f"/events/{SLUG}/states/PL/"

    shown, overview = host.get(page), host.get("/events/my-state/")
    book = load_workbook(io.BytesIO(host.get(f"{page}registrations.xlsx").content))
    _columns, *lines = book.active.iter_rows(values_only=True)
    host.post(f"/events/{SLUG}/registrations/{anna.key}/approve/")

    assert [(one.row.name, one.country) for one in shown.context["rows"]] == [
        ("Anna", "Latvia"),
        ("Olena", "Ukraine"),
    ]
    assert f"/registrations/{anna.key}/approve/" in shown.text
    assert "PL hosts it" in " ".join(shown.text.split())
    assert shown.context["places"] == ["0 of 2 places taken, 2 left"]
    (line,) = overview.context["lines"]
    assert (line.tally.pending, line.tally.held) == (1, 1)
    assert [one[:2] for one in lines] == [("Anna", "Latvia"), ("Olena", "Ukraine")]
    anna.refresh_from_db()
    assert anna.state == "confirmed"


def test_the_state_of_who_comes_decides_nothing_where_the_host_does(event):
    event.needs_approval, event.approver = True, Approver.HOST
    event.host = MemberStateFactory(code="PL")
    event.save()
    anna = RegistrationFactory(event=event, country="LV", state="pending")
    latvia = representative("LV")

    assert latvia.get(LATVIA).context["decides"] is False
    assert latvia.post(f"/events/{SLUG}/registrations/{anna.key}/approve/").status_code == 404
