"""The certificates of an event, as those who run it see them."""

import datetime as dt
import io

import pytest
import time_machine
from openpyxl import load_workbook

from accounts.access import standing
from accounts.enums import Role
from certificates import services
from certificates.models import Certificate
from events.models import AttendanceTerms, Registration
from journal.models import Entry
from tests.certificates.issued import LATER, issue, issued
from tests.certificates.public import words
from tests.certificates.training import AFTER, participant, training
from tests.events.organisers import presidency, queries, representative, secretariat, states
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
ABSENT = ("present", "absent", "absent")


@pytest.fixture(autouse=True)
def after_the_training():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)


@pytest.fixture
def event():
    """A training hosted by Ireland."""
    _france, ireland, _latvia = states()
    return training(host=ireland)


def page_of(event):
    return f"/events/{event.slug}/certificates/"


def shown(response):
    return [
        (one.registration.name, why, str(pill.label))
        for one, _country, why, pill in response.context["rows"]
    ]


def test_each_person_stands_there_with_hours_reason_and_certificate(event, officer):
    participant(event, name="Ana")
    absent = participant(event, name="Bo", presences=ABSENT)
    participant(event, name="Cy", presences=("present",))
    decided = participant(event, name="Dee", presences=ABSENT)
    services.override(decided, earns=True, reason="Taught a session.", by=officer, at=AFTER)
    issue(event, [participant(event, name="Eva")], by=officer)

    response = secretariat().get(page_of(event))

    few = "3.5 of 10.5 h, 33 %, not eligible: 80 % is needed"
    assert shown(response) == [
        ("Ana", "9.0 of 10.5 h, 86 %, eligible", "To be issued"),
        ("Bo", few, "Gets none"),
        (
            "Cy",
            "3.5 of 10.5 h, 33 %, not decided: attendance of a session is unknown",
            "Not decided yet",
        ),
        ("Dee", few, "To be issued"),
        ("Eva", "9.0 of 10.5 h, 86 %, eligible", "Issued"),
    ]
    assert "Gets one all the same:" in response.text
    assert "Taught a session." in response.text
    assert "EUCPN-2026-000001" in response.text
    assert "Issue 2" in " ".join(response.text.split())
    assert f"/certificates/people/{absent.key}/" in response.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("text=ana", ["Ana"]),
        ("country=FR", ["Bo"]),
        ("stage=issued", ["Cy"]),
        ("stage=ready&verdict=eligible", ["Ana"]),
        ("verdict=too_little", ["Bo"]),
        ("wishes=on", ["Cy"]),
        ("text=nobody", []),
        ("text=" + "x" * 200, ["Ana", "Bo", "Cy"]),
        ("stage=nonsense&verdict=nonsense&country=nonsense&sort=nonsense", ["Ana", "Bo", "Cy"]),
        ("sort=-name", ["Cy", "Bo", "Ana"]),
        ("sort=country", ["Bo", "Ana", "Cy"]),
        ("sort=hours", ["Bo", "Ana", "Cy"]),
        ("sort=number", ["Cy", "Ana", "Bo"]),
        ("sort=-stage", ["Bo", "Cy", "Ana"]),
        ("page=2", ["Ana", "Bo", "Cy"]),
    ],
)
def test_filters_and_order_stand_in_the_address(event, officer, query, names):
    participant(event, name="Ana", country="LV")
    participant(event, name="Bo", country="FR", presences=ABSENT)
    cy = participant(event, name="Cy", country="LV")
    issue(event, [cy], by=officer)
    one = Certificate.objects.get()
    services.ask_correction(one, name="Cý", note="", once=one.key, by=officer, at=AFTER)

    response = secretariat().get(f"{page_of(event)}?{query}")

    assert [name for name, _why, _pill in shown(response)] == names


def test_the_name_on_the_certificate_is_shown_and_found_where_it_is_another(event, officer):
    for number, name in enumerate(("Fatima Benali", "Ana")):
        issued(by=officer, event=event, name=name, email=f"p{number}@x.eu")
    one = Certificate.objects.get(registration__name="Fatima Benali")
    Certificate.objects.filter(pk=one.pk).update(facts=one.facts | {"name": "Fatima Pêeters"})
    client = secretariat()

    page = client.get(page_of(event))
    found = [client.get(f"{page_of(event)}?text={text}") for text in ("peeters+fatima", "benali")]

    assert words(page).count("On the certificate:") == 1
    assert "Fatima Benali On the certificate: Fatima Pêeters" in words(page)
    assert [[name for name, *_rest in shown(answer)] for answer in found] == [["Fatima Benali"]] * 2


def test_without_people_it_says_what_will_be_here(event):
    everybody = secretariat().get(page_of(event)).text
    filtered = secretariat().get(f"{page_of(event)}?stage=ready").text

    assert "Nobody has a place yet" in everybody
    assert "Nobody is like that" in filtered


def test_where_none_are_given_nothing_is_offered(event):
    AttendanceTerms.objects.create(event=event, gives_certificates=False)
    participant(event)

    text = secretariat().get(page_of(event)).text

    assert "No certificates are given here" in text
    assert "/certificates/issue/" not in text
    assert 'name="key"' not in text


def test_the_host_reads_and_decides_nothing(event, officer):
    participant(event, name="Ana")
    claimed, wished = participant(event, name="Bo"), participant(event, name="Cy")
    issue(event, [claimed, wished], by=officer)
    Certificate.objects.filter(registration=claimed).update(made_at=None, sha256="")
    one = Certificate.objects.get(registration=wished)
    away = participant(event, name="Dee", presences=ABSENT)
    services.override(away, earns=True, reason="Taught.", by=officer, at=AFTER)
    services.ask_correction(one, name="Cý", note="", once=one.key, by=officer, at=AFTER)

    text = presidency("IE").get(page_of(event)).text

    assert "To be issued" in text
    assert one.number in text
    assert "EUCPN-2026-000001" not in text
    assert "Another spelling is asked for" in text
    assert ("Gets one all the same" in text, "Taught." in text) == (True, False)
    for way in ("certificates/issue/", "corrections/", "batches/", ".zip", "certificates.pdf"):
        assert way not in text
    assert "attendance/rules/" not in text
    assert 'name="key"' not in text


def test_others_find_nothing(event):
    assert representative().get(page_of(event)).status_code == 404
    assert presidency("FR").get(page_of(event)).status_code == 404
    assert secretariat().get("/events/unknown/certificates/").status_code == 404


def test_the_room_leads_here(event):
    text = secretariat().get(f"/events/{event.slug}/control/").text

    assert f'href="{page_of(event)}"' in text


def test_what_no_longer_fits_is_counted(event, officer):
    person = participant(event)
    issue(event, [person], by=officer)
    person.attendances.update(presence="present", minutes=None)

    response = secretariat().get(page_of(event))

    assert [(str(label), number) for label, number, _stage in response.context["counts"]] == [
        ("Issued, changed since", 1)
    ]


def test_why_it_failed_stands_beside_the_name(event, officer):
    person = participant(event, name="Ana")
    batch = services.begin_batch(
        event, [person], mails=False, once=person.key, by=officer, at=AFTER
    )
    batch.items.update(state="failed", why="The seal did not answer.")

    assert "The seal did not answer." in secretariat().get(page_of(event)).text


def test_an_erased_person_has_no_name_and_no_way(event, officer):
    one = issued(by=officer, event=event)
    person = one.registration
    Registration.objects.filter(pk=person.pk).update(
        name="", email="", organisation="", user=None, erased_at=AFTER
    )

    text = secretariat().get(page_of(event)).text

    assert "(erased)" in text
    assert f"/people/{person.key}/" not in text


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_list_is_a_file_with_the_same_filters_and_is_journalled(event, officer, form):
    participant(event, name="=Ana", organisation="Police", country="LV", presences=ABSENT)
    issue(event, [participant(event, name="Bo", organisation="", country="LV")], by=officer)
    bo = participant(event, name="Cy", country="LV", presences=ABSENT)
    services.override(bo, earns=True, reason="Spoke.", by=officer, at=AFTER)

    client = secretariat()
    response = client.get(f"/events/{event.slug}/certificates.{form}?country=LV")
    client.head(f"/events/{event.slug}/certificates.{form}")

    [entry] = Entry.objects.filter(deed="events.list_taken")
    assert entry.facts == {"event": event.slug, "form": form, "rows": 3, "what": "certificates"}
    if form == "csv":
        lines = response.content.decode("utf-8-sig").split("\r\n")
        assert lines[0].startswith("Name,Organisation,Country or body,Code,Hours attended")
        assert lines[1].startswith("'=Ana,Police,Latvia,LV,3.5,10.5,")
        return
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0][0] == "=Ana"
    assert rows[1][4:11] == [
        "9.0", "10.5", "9.0 of 10.5 h, 86 %, eligible", "Issued", "EUCPN-2026-000001", 1, "Bo",
    ]  # fmt: skip
    assert rows[2][7:] == ["To be issued", None, None, None, None, "Spoke.", None]


def test_a_revoked_one_is_not_ticked_to_be_issued_again(event, officer):
    revoked = issued(by=officer, event=event, name="Bo")
    services.revoke(revoked, reason="Was elsewhere.", by=officer, at=AFTER)
    other = participant(event, name="Ana")

    page, hosts = (client.get(page_of(event)) for client in (secretariat(), presidency("IE")))

    assert f'value="{other.key}"' in page.text
    assert f'value="{revoked.registration.key}"' not in page.text
    assert "Revoked: Friday 20 November 2026" in words(page)
    assert "To issue another is a new decision" in words(page)
    assert "To issue another is a new decision" not in words(hosts)


def test_those_ticked_are_asked_for_only_where_somebody_can_be_ticked(event, officer):
    person = participant(event, name="Ana")
    assert "With those ticked" in words(secretariat().get(page_of(event)))

    issue(event, [person], by=officer)

    assert "With those ticked" not in words(secretariat().get(page_of(event)))


def test_the_hosts_list_holds_no_reasons(event, officer):
    revoked = issued(by=officer, event=event, name="Bo")
    services.revoke(revoked, reason="Was elsewhere.", by=officer, at=AFTER)
    services.override(
        participant(event, name="Cy", presences=ABSENT),
        earns=True, reason="Taught.", by=officer, at=AFTER,
    )  # fmt: skip
    address = f"/events/{event.slug}/certificates.csv"

    hosts = presidency("IE").get(address).content.decode("utf-8-sig")
    offices = secretariat().get(address).content.decode("utf-8-sig")

    assert [
        [said in text for said in ("Bo", "3.5,10.5", "Taught.", "Was elsewhere.", "Reason")]
        for text in (hosts, offices)
    ] == [[True, True, False, False, False], [True] * 5]


def test_the_last_three_presses_stand_there_the_newest_first(event, officer):
    people = [participant(event, email=f"p{number}@x.eu") for number in range(2)]
    for number in range(4):
        issue(event, people[: number + 1], by=officer, at=AFTER + dt.timedelta(minutes=number))

    shown_ = secretariat().get(page_of(event)).context["batches"]

    assert [(batch.begun_at.minute, batch.number) for batch in shown_] == [(3, 2), (2, 2), (1, 2)]


def test_a_row_weighs_little(event):
    client = secretariat()
    participant(event, email="p0@x.eu")
    one = len(client.get(page_of(event)).content)
    participant(event, email="p1@x.eu")

    assert len(client.get(page_of(event)).content) - one < 1000


def test_fifty_people_take_as_many_queries_as_one(event, officer):
    client = secretariat()
    issue(event, [participant(event, email="p0@x.eu")], by=officer)
    one = queries(lambda: client.get(page_of(event)))
    for number in range(1, 4):
        participant(event, email=f"p{number}@x.eu")

    assert queries(lambda: client.get(page_of(event))) == one


def test_a_meeting_outside_the_network_gives_none_unless_somebody_says_so():
    outside = EventFactory(kind="external")

    assert "No certificates are given here" in secretariat().get(page_of(outside)).text
