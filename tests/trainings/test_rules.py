"""Wishes, flags, dates and needs: values in, verdicts out."""

import datetime as dt

import pytest

from trainings.enums import Fault, Flag, Need, RequestState
from trainings.rules import Finding, UnmetError, Window, Wish, dates, needs
from trainings.rules.dates import Option
from trainings.rules.flags import flags
from trainings.rules.needs import ToClose, ToConfirm, ToSchedule
from trainings.rules.wish import faults, is_short_notice

TODAY = dt.date(2026, 11, 27)
AT = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
JANUARY = Window(dt.date(2027, 1, 18), dt.date(2027, 1, 22))
FEBRUARY = Window(dt.date(2027, 2, 8), dt.date(2027, 2, 12))
WHOLE = {
    "course": 1,
    "days": 2,
    "language": "en",
    "expected": 24,
    "least": 12,
    "most": 30,
    "groups": {"police": 10, "local_authority": 8, "policymaker": 6},
    "place": "member_state",
    "city": "Lisbon",
    "windows": (JANUARY, FEBRUARY),
    "provides": ("room",),
    "motivation": "Contracts begin.",
}


def wrong(**changes):
    return [(one.of, one.fault) for one in faults(Wish(**{**WHOLE, **changes}), today=TODAY)]


def days(first, last):
    return Window(TODAY + dt.timedelta(days=first), TODAY + dt.timedelta(days=last))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"place": "online", "city": ""}, []),
        ({"place": "brussels", "city": ""}, []),
        ({"provides": ()}, []),
        ({"city": ""}, [("city", Fault.MISSING)]),
        ({"course": None}, [("course", Fault.MISSING)]),
        ({"language": ""}, [("language", Fault.MISSING)]),
        ({"place": ""}, [("place", Fault.MISSING)]),
        ({"motivation": ""}, [("motivation", Fault.MISSING)]),
        ({"language": "xx"}, [("language", Fault.UNKNOWN)]),
        ({"place": "moon"}, [("place", Fault.UNKNOWN)]),
        ({"provides": ("room", "boat")}, [("provides", Fault.UNKNOWN)]),
        ({"groups": {"dentist": 24}}, [("groups", Fault.UNKNOWN)]),
        ({"expected": 25}, [("groups", Fault.SUM)]),
        ({"groups": {"police": 34, "other": -10}}, [("groups", Fault.NOT_POSITIVE)]),
        ({"groups": {}}, [("groups", Fault.SUM)]),
        ({"least": 31}, [("least", Fault.LEAST_ABOVE_MOST)]),
        ({"least": 25}, [("expected", Fault.OUTSIDE)]),
        ({"most": 23}, [("expected", Fault.OUTSIDE)]),
        ({"least": 0}, [("least", Fault.NOT_POSITIVE)]),
        ({"least": None}, [("least", Fault.MISSING)]),
        ({"expected": None}, [("expected", Fault.MISSING)]),
        ({"windows": (JANUARY,)}, [("windows", Fault.FEW_WINDOWS)]),
        (
            {"windows": tuple(days(100 + 10 * n, 105 + 10 * n) for n in range(11))},
            [("windows", Fault.MANY_WINDOWS)],
        ),
        ({"windows": (JANUARY, days(100, 99))}, [("windows", Fault.BACKWARDS)]),
        ({"windows": (JANUARY, days(100, 100))}, [("windows", Fault.TOO_SHORT)]),
        ({"windows": (JANUARY, days(0, 5))}, [("windows", Fault.PAST)]),
        ({"windows": (JANUARY, days(1, 5))}, []),
        ({"windows": (JANUARY, JANUARY)}, [("windows", Fault.OVERLAP)]),
        (
            {"windows": (JANUARY, Window(JANUARY.ends, JANUARY.ends + DAY))},
            [("windows", Fault.OVERLAP)],
        ),
        ({"windows": (JANUARY, Window(JANUARY.ends + DAY, JANUARY.ends + 2 * DAY))}, []),
    ],
)
def test_a_wish_says_at_which_field_it_is_wrong(changes, found):
    assert wrong(**changes) == found


def test_an_empty_draft_lacks_all_that_is_needed():
    lacking = [one.of for one in faults(Wish(), today=TODAY)]

    assert lacking == [
        "course", "language", "place", "motivation", "expected", "least", "most", "windows",
    ]  # fmt: skip


def test_a_finding_says_the_numbers():
    (found,) = faults(Wish(**{**WHOLE, "expected": 25}), today=TODAY)

    assert found.says == "24 in the groups, 25 expected: they must be the same."
    assert str(UnmetError([found])) == "groups: sum"


@pytest.mark.parametrize(
    ("first", "short"), [(55, True), (56, False)], ids=["a day less than eight weeks", "eight"]
)
def test_short_notice_is_less_than_eight_weeks(first, short):
    assert is_short_notice([days(90, 95), days(first, first + 3)], on=TODAY) is short


def test_without_windows_nothing_is_short():
    assert not is_short_notice([], on=TODAY)


def flagged(state, *, quiet=0, windows=(JANUARY, FEBRUARY), sent=None, ends=None):
    return flags(
        state=state,
        deed_at=AT - dt.timedelta(days=quiet),
        submitted_at=AT - dt.timedelta(days=sent) if sent is not None else None,
        ends_at=AT - dt.timedelta(days=ends) if ends is not None else None,
        windows=windows,
        at=AT,
    )


@pytest.mark.parametrize(
    ("state", "facts", "found"),
    [
        (RequestState.SUBMITTED, {"sent": 60, "quiet": 13}, []),
        (RequestState.SUBMITTED, {"sent": 60, "quiet": 14}, [Flag.STALLED]),
        (RequestState.SCHEDULED, {"sent": 60, "quiet": 90}, []),
        (RequestState.DELIVERED, {"sent": 90, "quiet": 20, "ends": 20}, [Flag.STALLED]),
        (
            RequestState.DELIVERED,
            {"sent": 90, "quiet": 30, "ends": 30},
            [Flag.STALLED, Flag.OVERDUE],
        ),
        (RequestState.CLOSED, {"sent": 90, "quiet": 90, "ends": 90}, []),
        (RequestState.ACCEPTED, {"sent": 90, "windows": (days(-9, -5), days(0, 4))},
         [Flag.OVERDUE]),
        (RequestState.ACCEPTED, {"sent": 90, "windows": (days(-9, -5), days(1, 4))}, []),
        (RequestState.ACCEPTED, {"sent": 0, "windows": ()}, []),
        (RequestState.SUBMITTED, {"sent": 0}, [Flag.SHORT_NOTICE]),
        (RequestState.DRAFT, {}, [Flag.SHORT_NOTICE]),
        (RequestState.SCHEDULED, {"sent": 0}, [Flag.SHORT_NOTICE]),
        (RequestState.CANCELLED, {"sent": 0}, []),
    ],
)  # fmt: skip
def test_flags_are_worked_out(state, facts, found):
    assert flagged(state, **facts) == found


MONDAY, FRIDAY = dt.date(2027, 2, 1), dt.date(2027, 2, 5)


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ([], None),
        ([Option(MONDAY, host="no")], None),
        ([Option(MONDAY, host="yes", secretariat="no")], None),
        ([Option(MONDAY, "yes", "yes"), Option(FRIDAY, "yes", "yes")], MONDAY),
        ([Option(MONDAY, "if_need_be", "yes"), Option(FRIDAY, "yes", "yes")], FRIDAY),
        ([Option(MONDAY, "", "yes"), Option(FRIDAY, "if_need_be", "yes")], FRIDAY),
        (
            [
                Option(MONDAY, "yes", "yes", (("Ada", "no"),)),
                Option(FRIDAY, "if_need_be", "", (("Ada", "if_need_be"),)),
            ],
            FRIDAY,
        ),
        (
            [Option(MONDAY, "yes", "yes", (("Ada", "no"),)), Option(FRIDAY, host="no")],
            MONDAY,
        ),
    ],
)
def test_the_best_date_has_the_fewest_refusals_then_silences(options, chosen):
    found = dates.best(options)

    assert (found.first_date if found else None) == chosen


def test_a_date_is_agreed_on_by_both_sides_and_each_trainer():
    agreed = Option(MONDAY, "yes", "if_need_be", (("Ada", "yes"), ("Bea", "if_need_be")))

    assert dates.disagreements(agreed, today=TODAY) == []


def test_a_date_that_is_not_agreed_on_says_by_whom():
    option = Option(TODAY, "", "no", (("Ada", ""), ("Ada", "no")))

    found = dates.disagreements(option, today=TODAY)

    assert [one.fault for one in found] == [
        Fault.DATE_PASSED,
        Fault.HOST_SILENT,
        Fault.SECRETARIAT_REFUSES,
        Fault.TRAINER_SILENT,
        Fault.TRAINER_REFUSES,
    ]
    assert found[-1].says == "Ada cannot on this date."


def test_runs_of_days_leave_weekends_out_where_they_can():
    week = Window(dt.date(2027, 1, 21), dt.date(2027, 1, 26))  # Thursday to Tuesday

    assert [run[0].day for run in dates.starts([week], days=2)] == [21, 25]


def test_a_window_over_a_weekend_alone_is_taken_as_it_is():
    weekend = Window(dt.date(2027, 1, 23), dt.date(2027, 1, 24))

    assert dates.starts([weekend], days=2) == [(weekend.starts, weekend.ends)]


AGREED = Option(MONDAY, "yes", "yes", (("Ada", "yes"),))
READY = {
    "language": "pt",
    "language_name": "Portuguese",
    "today": TODAY,
    "option": AGREED,
    "teaches": ({"pt"}, {"en", "pt"}),
    "has_material": True,
    "checklist_confirmed": True,
}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"option": None}, [Fault.NO_DATE]),
        ({"booked": {"Ada"}}, [Fault.TRAINER_BOOKED]),
        ({"teaches": ({"pt"},)}, [Fault.FEW_TRAINERS]),
        ({"teaches": ({"pt"}, set())}, [Fault.FEW_TRAINERS]),
        ({"teaches": ({"pt"}, {"en"})}, [Fault.FEW_TRAINERS]),
        ({"teaches": ({"pt"}, {"fr"}), "language": "en"}, [Fault.NOT_SPOKEN]),
        ({"teaches": (), "language": "en"}, [Fault.NO_TRAINER]),
        ({"teaches": ({"pt"},), "alone_reason": "  "}, [Fault.FEW_TRAINERS]),
        ({"teaches": ({"pt"},), "alone_reason": "A small group."}, []),
        ({"teaches": ()}, [Fault.NO_TRAINER, Fault.NOT_SPOKEN]),
        ({"teaches": (set(),), "alone_reason": "Small."}, [Fault.NO_TRAINER, Fault.NOT_SPOKEN]),
        ({"teaches": ({"en"}, {"fr"})}, [Fault.NOT_SPOKEN]),
        ({"teaches": ({"en"}, {"en"}), "language": "en", "has_material": False}, []),
        ({"has_material": False}, [Fault.NO_MATERIAL]),
        ({"has_material": False, "material_waiver": "English slides do."}, []),
        ({"checklist_confirmed": False}, [Fault.CHECKLIST_OPEN]),
    ],
)
def test_what_is_missing_before_it_is_scheduled(changes, found):
    missing = needs.to_schedule(ToSchedule(**{**READY, **changes}))

    assert [one.fault for one in missing] == found


@pytest.mark.parametrize(
    ("said", "is_approved", "found"),
    [
        (None, True, []),
        ("yes", True, []),
        ("if_need_be", True, []),
        ("", True, [Fault.TRAINER_SILENT]),
        ("no", True, [Fault.TRAINER_REFUSES]),
        (None, False, [Fault.NOT_APPROVED]),
        ("no", False, [Fault.TRAINER_REFUSES, Fault.NOT_APPROVED]),
    ],
)
def test_what_keeps_a_trainer_from_being_confirmed(said, is_approved, found):
    missing = needs.to_confirm(ToConfirm("Ada", "Portuguese", is_approved, said))

    assert [one.fault for one in missing] == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"unknown": 0, "due": 0, "feedback_closed": True, "report_sent": True}, []),
        ({"unknown": 2, "due": 3}, [
            Fault.ATTENDANCE_UNKNOWN, Fault.CERTIFICATES_DUE, Fault.FEEDBACK_OPEN,
            Fault.REPORT_DUE,
        ]),
        (
            {
                "unknown": 0, "due": 3, "certificates_waiver": "None wanted.",
                "feedback_closed": True, "report_sent": True,
            },
            [],
        ),
    ],
)  # fmt: skip
def test_what_is_missing_before_it_is_closed(facts, found):
    assert [one.fault for one in needs.to_close(ToClose(**facts))] == found


def test_a_text_is_there_or_missing():
    assert needs.text(Need.REASON, "Because.") == []
    assert needs.text(Need.REASON, " \n") == [Finding(Need.REASON, Fault.MISSING)]
