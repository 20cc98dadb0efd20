"""What a certificate says is read once, and frozen."""

import datetime as dt
import json

import pytest

from certificates import earning, facts
from certificates.enums import Verdict
from certificates.rules import Earned, Terms
from events.enums import Excused, Kind, Mode
from events.models import AttendanceTerms
from tests.certificates.training import AFTER, participant, training
from tests.documents.files import png
from tests.factories.documents import document
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db
NUMBER = "EUCPN-2026-000123"


def said(registration, **options):
    return facts.of(registration, **{"number": NUMBER, "version": 1, "issued_at": AFTER, **options})


def test_what_is_alike_for_all_of_an_event_is_read_once(django_assert_num_queries):
    event = training()
    people = [participant(event, name=name) for name in ("Ana", "Bea")]
    whole = [said(person) for person in people]
    earned = [earning.of_person(person, at=AFTER) for person in people]
    alike = facts.of_event(event)

    with django_assert_num_queries(0):
        found = [
            said(person, earned=gives, alike=alike)
            for person, gives in zip(people, earned, strict=True)
        ]

    assert found == whole


def test_a_certificate_says_who_was_where_for_how_long():
    found = said(participant(name="Zoë Vandenbroucke-Nguyễn"))

    assert found == {
        "format": "eucpn-certificate/1",
        "number": NUMBER,
        "version": 1,
        "name": "Zoë Vandenbroucke-Nguyễn",
        "event": {
            "kind": "training",
            "title": "Evaluating crime prevention initiatives",
            "first_date": "2026-11-17",
            "last_date": "2026-11-18",
            "place": "Brussels, Residence Palace",
            "online": False,
            "languages": ["en"],
        },
        "language": "en",
        "minutes": {"attended": 540, "held": 630},
        "modules": [
            "What crime prevention is", "Knowing the problem", "Ethics", "Telling the result",
        ],
        "trainers": ["Kristjan Õunapuu"],
        "issuer": "European Crime Prevention Network",
        "funding": {"statement": "Funded by the European Union.", "emblem": ""},
        "issued_at": "2026-11-20T09:00:00Z",
        "issued_on": "2026-11-20",
        "seal": {
            "signer": "Demonstration seal, proves nothing",
            "qualified": False,
            "demonstration": True,
        },
    }  # fmt: skip
    assert json.loads(json.dumps(found)) == found


def test_the_day_of_issue_is_that_of_brussels():
    late = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)

    found = said(participant(), issued_at=late)

    assert (found["issued_at"], found["issued_on"]) == ("2026-11-20T23:30:00Z", "2026-11-21")


def test_names_are_composed_and_have_one_space_between_words():
    registration = participant(name="Zoe\u0308  Nguye\u0302\u0303n\t")

    assert said(registration)["name"] == "Zoë Nguyễn"
    assert said(registration, name=" Zoe\u0308 Van  Dam")["name"] == "Zoë Van Dam"


def test_a_certificate_is_in_the_first_language_of_its_event():
    first = said(participant(training(languages="FR, en")))
    rest = said(participant(training(languages="cs; fr", funding=None)))

    assert (first["language"], first["event"]["languages"]) == ("fr", ["fr", "en"])
    assert (rest["language"], rest["event"]["languages"]) == ("en", ["cs", "fr"])
    assert rest["funding"] is None


def test_who_took_part_online_was_not_at_the_place():
    hybrid = training(mode=Mode.HYBRID)

    assert said(participant(hybrid, attending="online"))["event"]["online"] is True
    assert said(participant(hybrid))["event"]["online"] is False
    assert said(participant(training(mode=Mode.ONLINE)))["event"]["online"] is True


def test_modules_of_a_session_that_does_not_count_are_not_named():
    event = training()
    event.sessions.filter(modules__startswith="Ethics").update(counts=False)

    assert "Ethics" not in said(participant(event))["modules"]


def test_the_emblem_is_named_by_its_hash():
    event = training()
    kept = document("events.funding", str(event.funding.key), name="eu.png", content=png(9))

    [version] = kept.versions.all()
    assert said(participant(event))["funding"]["emblem"] == version.sha256


def test_what_was_earned_is_not_read_again_where_it_is_known():
    registration = participant()

    found = said(registration, earned=Earned(Verdict.ELIGIBLE, 1, 2))

    assert found["minutes"] == {"attended": 1, "held": 2}


def test_a_corrected_name_changes_the_name_and_nothing_that_was_attended():
    registration = participant()
    before = said(registration)
    registration.attendances.all().delete()
    later = AFTER + dt.timedelta(days=30)

    after = facts.corrected(before, name="Zoe\u0308 New", version=2, issued_at=later)

    assert after == {
        **before,
        "name": "Zoë New",
        "version": 2,
        "issued_at": "2026-12-20T09:00:00Z",
        "issued_on": "2026-12-20",
    }


def test_production_without_a_key_announces_no_seal(settings):
    settings.DEMO = False

    assert said(participant())["seal"] is None


def test_everybody_at_an_event_is_judged_in_as_many_queries_as_one():
    event = training()
    participant(event, name="A")
    one = counted(lambda: earning.of_event(event, at=AFTER))
    participant(event, name="B", presences=("present", "present", "absent"))
    participant(event, name="C", presences=("present",))

    three = counted(lambda: earning.of_event(event, at=AFTER))

    assert one == three
    assert [
        (row.registration.name, earned) for row, earned in earning.of_event(event, at=AFTER)
    ] == [
        ("A", Earned(Verdict.ELIGIBLE, 540, 630)),
        ("B", Earned(Verdict.TOO_LITTLE, 420, 630)),
        ("C", Earned(Verdict.UNKNOWN, 210, 630)),
    ]


def test_an_event_without_terms_of_its_own_asks_what_is_usual():
    event = EventFactory(kind=Kind.WEBINAR)

    assert earning.terms_of(event) == Terms(80, Excused.ABSENT)
    AttendanceTerms.objects.create(event=event, share=60, excused=Excused.LEFT_OUT)
    assert earning.terms_of(event) == Terms(60, Excused.LEFT_OUT)


def test_nothing_is_earned_before_the_last_session_is_over():
    registration = participant()
    last = registration.event.sessions.last()

    running = earning.of_person(registration, at=last.ends_at - dt.timedelta(seconds=1))
    before = earning.of_person(registration, at=last.starts_at - dt.timedelta(seconds=1))

    assert running == Earned(Verdict.NOT_OVER, 540, 630)
    assert before == Earned(Verdict.NOT_OVER, 330, 630)
    assert earning.of_person(registration, at=last.ends_at).verdict == Verdict.ELIGIBLE


def test_a_session_that_was_not_chosen_weighs_for_who_was_there_all_the_same():
    event = EventFactory(first_date=AFTER.date() - dt.timedelta(days=3))
    chosen, other = (SessionFactory(event=event) for _ in range(2))
    for session in (chosen, other):
        QuotaFactory(event=event, session=session, scope="session", places=5)
    there, elsewhere = (
        RegistrationFactory(event=event, name=name) for name in ("A there", "B elsewhere")
    )
    for registration in (there, elsewhere):
        registration.sessions.add(chosen)
    _attended(there, chosen, "present")
    _attended(elsewhere, chosen, "absent")
    _attended(elsewhere, other, "present")

    found = [earned for _row, earned in earning.of_event(event, at=AFTER)]

    assert found == [Earned(Verdict.ELIGIBLE, 120, 120)] * 2


def _attended(registration, session, presence):
    registration.attendances.create(
        session=session, presence=presence, source="hand", recorded_at=AFTER
    )


def test_the_issuer_is_the_organisation(settings):
    settings.ORGANISATION_NAME = "Another network"

    assert said(participant())["issuer"] == "Another network"
