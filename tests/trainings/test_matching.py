"""Who suits a training, in what order, and why."""

import datetime as dt
import random
import time

from trainings.rules.matching import Approval, Sought, Teacher, ranked

MONDAY, TUESDAY = dt.date(2027, 2, 1), dt.date(2027, 2, 2)
DAY = dt.timedelta(days=1)
ALWAYS = Approval(1, "en", dt.date(2020, 1, 1))
UNTIL_2027 = Approval(1, "en", dt.date(2020, 1, 1), dt.date(2027, 12, 31))
SOUGHT = Sought(
    course=1,
    language="en",
    language_name="English",
    dates=((MONDAY, TUESDAY), (MONDAY + 7 * DAY, TUESDAY + 7 * DAY)),
    country="LV",
)


def teacher(key, **facts):
    return Teacher(**{"key": key, "name": f"T{key}", "approvals": (ALWAYS,), **facts})


def order(*teachers, sought=SOUGHT):
    return [match.teacher.key for match in ranked(teachers, sought)]


def test_who_is_not_approved_for_the_course_in_the_language_is_not_there():
    french = Approval(1, "fr", dt.date(2020, 1, 1))
    other = Approval(2, "en", dt.date(2020, 1, 1))

    assert order(teacher(1, approvals=(french, other)), teacher(2, approvals=())) == []


def test_an_approval_counts_on_the_dates_that_it_covers():
    lapses = Approval(1, "en", dt.date(2020, 1, 1), TUESDAY)
    begins = Approval(1, "en", TUESDAY)

    found = ranked([teacher(1, approvals=(lapses,)), teacher(2, approvals=(begins,))], SOUGHT)

    assert [(one.teacher.key, one.dates) for one in found] == [(1, (0,)), (2, (1,))]


def test_who_is_booked_or_away_on_all_dates_is_not_there():
    booked = teacher(1, booked=frozenset({TUESDAY, MONDAY + 7 * DAY}))
    away = teacher(2, away=((MONDAY - DAY, MONDAY + 7 * DAY),))

    assert order(booked, away) == []


def test_more_dates_come_first_then_said_free_then_country_then_load_then_name():
    one_date = teacher(1, booked=frozenset({MONDAY}), country="LV", name="A")
    said_free = teacher(2, free=((MONDAY, TUESDAY),), load=9)
    near = teacher(3, country="LV", load=8)
    rested = teacher(4, load=0, name="B")
    busy = teacher(5, load=1, name="A")
    also_rested = teacher(6, load=0, name="A")

    assert order(one_date, busy, rested, also_rested, near, said_free) == [2, 3, 6, 4, 5, 1]


def test_each_rank_is_explained():
    match = ranked(
        [
            teacher(
                1, approvals=(UNTIL_2027,), booked=frozenset({MONDAY}), country="LV",
                free=((MONDAY, TUESDAY + 30 * DAY),), load=2,
            )
        ],
        SOUGHT,
    )[0]  # fmt: skip

    assert [one.says for one in match.because] == [
        "teaches in English",
        "approved until 2027",
        "free on 1 of 2 dates",
        "says to be free",
        "from the host's country",
        "trainings in 12 months: 2",
    ]


def test_who_taught_nothing_and_is_approved_for_good_is_explained_too():
    (match,) = ranked([teacher(1)], Sought(1, "en", SOUGHT.dates))

    assert [one.says for one in match.because] == [
        "teaches in en",
        "approved without an end",
        "free on all dates",
        "no training in 12 months",
    ]


def some_teacher(key, chance):
    approvals = tuple(
        Approval(
            chance.choice((1, 2)),
            chance.choice(("en", "pt", "el")),
            dt.date(2027, 1, 1) + chance.randrange(-400, 40) * DAY,
            chance.choice((None, dt.date(2027, 1, 1) + chance.randrange(0, 60) * DAY)),
        )
        for _ in range(3)
    )
    return Teacher(
        key=key,
        name=f"T{key}",
        country=chance.choice(("LV", "PT", "")),
        approvals=approvals,
        booked=frozenset(MONDAY + chance.randrange(0, 30) * DAY for _ in range(6)),
        away=((MONDAY + chance.randrange(0, 30) * DAY, MONDAY + chance.randrange(0, 30) * DAY),),
        load=chance.randrange(5),
    )


def some_sought(chance):
    firsts = [MONDAY + chance.randrange(0, 30) * DAY for _ in range(3)]
    return Sought(
        course=chance.choice((1, 2)),
        language=chance.choice(("en", "pt", "el")),
        dates=tuple((first, first + DAY) for first in firsts),
        country="LV",
    )


def test_nobody_unqualified_of_the_wrong_language_or_booked_is_ever_proposed():
    chance = random.Random(20261127)
    teachers = [some_teacher(key, chance) for key in range(200)]
    proposed = 0
    for _ in range(50):
        sought = some_sought(chance)
        for match in ranked(teachers, sought):
            proposed += 1
            for number in match.dates:
                days = sought.dates[number]
                assert any(
                    (one.course, one.language) == (sought.course, sought.language)
                    and all(one.starts <= day <= (one.ends or dt.date.max) for day in days)
                    for one in match.teacher.approvals
                )
                assert match.teacher.booked.isdisjoint(days)
                assert not any(
                    starts <= day <= ends for starts, ends in match.teacher.away for day in days
                )
    assert proposed > 300


def test_whoever_could_teach_is_proposed():
    chance = random.Random(7)
    teachers = [some_teacher(key, chance) for key in range(200)]
    sought = some_sought(chance)

    able = {
        one.key
        for one in teachers
        if any(
            one.can(days)
            and any(
                approval.covers(days)
                for approval in one.approvals
                if (approval.course, approval.language) == (sought.course, sought.language)
            )
            for days in sought.dates
        )
    }

    assert {match.teacher.key for match in ranked(teachers, sought)} == able


def test_two_hundred_trainers_and_fifty_requests_rank_in_well_under_a_second():
    chance = random.Random(1)
    teachers = [some_teacher(key, chance) for key in range(200)]
    soughts = [some_sought(chance) for _ in range(50)]

    began = time.process_time()
    for sought in soughts:
        ranked(teachers, sought)

    assert time.process_time() - began < 0.5
