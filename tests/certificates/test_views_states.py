"""The certificates of one Member State: for who speaks for it, and for nobody else."""

import datetime as dt
import io
import re
import uuid
import zipfile

import pytest
import time_machine
from django.test import Client

from accounts.enums import Role, Visibility
from accounts.models import Organisation
from certificates import files
from certificates.enums import State
from certificates.models import Certificate
from journal.models import Entry
from tests.certificates.public import words
from tests.certificates.training import AFTER, participant, training
from tests.events.organisers import presidency, queries, representative, secretariat, signed_in
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db
TAKEN = ("certificates.taken_out", "certificates.file_taken")


@pytest.fixture(autouse=True)
def _later():
    with time_machine.travel(AFTER + dt.timedelta(days=1), tick=False):
        yield


@pytest.fixture
def event():
    return training(slug="2026-11-17-training")


@pytest.fixture
def of_latvia(event):
    MemberStateFactory(code="LV")
    MemberStateFactory(code="EE")
    return certificate(participant(event, name="Zane Liepa"))


LATVIA = "/events/2026-11-17-training/states/LV/certificates"
YEAR = "/certificates/states/LV/"


def shown(response):
    return [(one.facts["name"], str(one), str(pill.label), has_file)
            for one, pill, has_file in response.context["rows"]]  # fmt: skip


def content(response):
    return b"".join(response.streaming_content)


def inside(response):
    with zipfile.ZipFile(io.BytesIO(content(response))) as archive:
        return sorted(archive.namelist())


def taken():
    return list(
        Entry.objects.filter(deed__in=TAKEN).order_by("pk").values_list("facts", "acting_for")
    )


def test_those_of_the_own_state_alone_are_listed_the_newest_version_of_each(event, of_latvia):
    certificate(of_latvia.registration)
    certificate(participant(event, name="Anna Ozola"), state=State.REVOKED)
    certificate(participant(event, name="Not Made"), made=False)
    certificate(participant(event, name="Kadri Tamm", country="EE"))
    gone = certificate(participant(event, name="Gone Away"))
    Certificate.objects.filter(pk=gone.pk).update(erased_at=gone.issued_at)

    page = representative("LV").get(f"{LATVIA}/")

    assert shown(page) == [
        ("Anna Ozola", "EUCPN-2026-000003", "Revoked", False),
        ("Zane Liepa", "EUCPN-2026-000001 v2", "Valid", True),
    ]


def test_on_a_phone_no_row_begins_with_a_point(of_latvia):
    client = representative("LV")

    firsts = [re.search(r'scope="row".*?</th>\s*<td( class="[^"]*")?>', page.text, re.DOTALL)
              for page in (client.get(f"{LATVIA}/"), client.get(YEAR))]  # fmt: skip

    assert ["c-sep" in (first[1] or "") for first in firsts] == [False, False]


def test_one_is_taken_out_and_the_journal_says_so(of_latvia):
    client = representative("LV")
    address = f"{LATVIA}/{of_latvia.key}/"

    head, file = client.head(address), client.get(address)

    assert (head.status_code, content(file)) == (200, files.kept(of_latvia))
    assert file.headers["Content-Disposition"].endswith('"EUCPN-2026-000001 Zane Liepa.pdf"')
    assert taken() == [
        (
            {
                "event": "2026-11-17-training",
                "number": "EUCPN-2026-000001",
                "version": 1,
            },
            "LV",
        )
    ]


def test_all_are_taken_out_as_one_file_without_what_was_revoked(event, of_latvia):
    certificate(participant(event, name="Anna Ozola"))
    certificate(participant(event, name="Berta Kalna"), state=State.REVOKED)
    certificate(participant(event, name="Kadri Tamm", country="EE"))
    client = representative("LV")

    head, file = client.head(f"{LATVIA}.zip"), client.get(f"{LATVIA}.zip")

    assert head.headers["Content-Type"] == "application/zip"
    assert inside(file) == ["EUCPN-2026-000001 Zane Liepa.pdf", "EUCPN-2026-000002 Anna Ozola.pdf"]
    assert [facts["certificates"] for facts, _for in taken()] == [
        ["EUCPN-2026-000001", "EUCPN-2026-000002"]
    ]


def test_without_any_the_page_says_so_and_no_file_is_made(event):
    client = representative("LV")

    page, file = client.get(f"{LATVIA}/"), client.get(f"{LATVIA}.zip")

    assert "No certificates for State LV yet" in words(page)
    assert (file.status_code, file["Location"]) == (302, f"{LATVIA}/")
    assert taken() == []


@pytest.mark.parametrize("why", ["revoked", "claimed", "of another state", "unknown", "gone"])
def test_what_is_not_theirs_to_take_is_not_there(event, of_latvia, why):
    one = {
        "revoked": lambda: certificate(participant(event), state=State.REVOKED).key,
        "claimed": lambda: certificate(participant(event), made=False).key,
        "of another state": lambda: certificate(participant(event, country="EE")).key,
        "unknown": uuid.uuid4,
        "gone": lambda: of_latvia.key,
    }[why]()
    if why == "gone":
        files.forget(of_latvia)

    assert representative("LV").get(f"{LATVIA}/{one}/").status_code == 404
    assert taken() == []


def test_nobody_else_knows_of_them(event, of_latvia):
    commission = MandateFactory(
        role=Role.OBSERVER,
        member_state=None,
        organisation=Organisation.objects.create(name="Commission", kind="commission"),
    )
    others = [
        representative("EE"),
        presidency("LV"),
        signed_in(commission.user),
        signed_in(UserFactory(email=of_latvia.registration.email)),
        signed_in(MandateFactory(role=Role.ADMINISTRATOR).user),
    ]
    for address in (f"{LATVIA}/", f"{LATVIA}.zip", f"{LATVIA}/{of_latvia.key}/", YEAR,
                    f"{YEAR}2026.zip"):  # fmt: skip
        assert [client.get(address).status_code for client in others] == [404] * 5
        assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"
    assert taken() == []


@pytest.mark.parametrize("address", [f"{LATVIA}/", YEAR])
def test_the_secretariat_sees_any_state_and_an_unknown_one_is_none(of_latvia, address):
    office = secretariat()

    assert len(shown(office.get(address))) == 1
    assert office.get(address.replace("LV", "XX")).status_code == 404


def test_what_the_person_may_not_know_of_is_left_out_everywhere(of_latvia):
    hidden = training(slug="2026-11-17-hidden", visibility=Visibility.RESTRICTED)
    certificate(participant(hidden, name="Secret Person"))
    client = representative("LV")

    assert client.get("/events/2026-11-17-hidden/states/LV/certificates/").status_code == 404
    assert [name for name, *_rest in shown(client.get(YEAR))] == ["Zane Liepa"]
    assert inside(client.get(f"{YEAR}2026.zip")) == ["EUCPN-2026-000001 Zane Liepa.pdf"]


def test_the_year_holds_all_events_and_the_journal_notes_each(event, of_latvia):
    other = training(slug="2026-11-17-other", title="Another training")
    certificate(participant(other, name="Anna Ozola"))
    client = representative("LV")

    page, file = client.get(YEAR), client.get(f"{YEAR}2026.zip")

    assert {(name, number) for name, number, *_rest in shown(page)} == {
        ("Zane Liepa", "EUCPN-2026-000001"), ("Anna Ozola", "EUCPN-2026-000002")
    }  # fmt: skip
    assert len(inside(file)) == 2
    assert [facts["event"] for facts, _for in taken()] == [
        "2026-11-17-training", "2026-11-17-other"
    ]  # fmt: skip


def test_years_are_chosen_and_the_latest_is_shown_first(event, of_latvia):
    earlier = training(slug="2025-training")
    earlier.first_date = earlier.last_date = earlier.first_date.replace(year=2025)
    earlier.save()
    certificate(participant(earlier, name="Anna Ozola"))
    client = representative("LV")

    latest, chosen, nonsense = (
        client.get(YEAR), client.get(f"{YEAR}?year=2025"), client.get(f"{YEAR}?year=x")
    )  # fmt: skip

    assert [str(tab.label) for tab in latest.context["tabs"]] == ["2026", "2025"]
    names = [[name for name, *_rest in shown(page)] for page in (latest, chosen, nonsense)]
    assert names == [["Zane Liepa"], ["Anna Ozola"], ["Zane Liepa"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Anna Ozola", "Berta Kalna", "Zane Liepa"]),
        ("text=ozola", ["Anna Ozola"]),
        ("text=another&year=2026", ["Anna Ozola", "Berta Kalna"]),
        ("text=nobody", []),
        ("text=" + "x" * 200, ["Anna Ozola", "Berta Kalna", "Zane Liepa"]),
    ],
)
def test_a_year_is_filtered_by_name_and_event_the_newest_event_first(of_latvia, query, names):
    later = training(slug="2026-12-01-other", title="Another training")
    later.first_date = later.last_date = dt.date(2026, 12, 1)
    later.save()
    for name in ("Berta Kalna", "Anna Ozola"):
        certificate(participant(later, name=name))

    page = representative("LV").get(f"{YEAR}?{query}")

    assert [name for name, *_rest in shown(page)] == names
    assert 'type="search"' in page.text
    assert ("No certificate is like that" in page.text) is not bool(names)


def test_a_year_without_any_says_so_and_gives_no_file():
    client = representative("LV")

    empty = client.get(YEAR)
    assert "No certificates for State LV yet" in words(empty)
    assert "Name or event" not in empty.text
    assert client.get(f"{YEAR}2026.zip")["Location"] == YEAR
    assert client.get(f"{YEAR}99999.zip").status_code == 404
    assert client.get(f"{YEAR}0.zip").status_code == 404


@pytest.mark.parametrize("address", [f"{LATVIA}/", YEAR])
def test_a_page_takes_as_many_statements_for_three_as_for_one(event, of_latvia, address):
    client = representative("LV")
    one = queries(lambda: client.get(address))
    for _ in range(2):
        certificate(participant(event))

    assert queries(lambda: client.get(address)) == one


def test_the_way_there_is_on_the_pages_of_the_state(event, of_latvia):
    client = representative("LV")

    assert f'href="{LATVIA}/"' in client.get("/events/2026-11-17-training/states/LV/").text
    assert f'href="{YEAR}"' in client.get("/events/my-state/").text
    assert f'href="{LATVIA}.zip"' in client.get(f"{LATVIA}/").text
    assert f'href="{YEAR}2026.zip"' in client.get(YEAR).text
