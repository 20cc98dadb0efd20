"""Reading the files of a work programme."""

from collections import Counter
from datetime import date

import pytest

from programme.reading import GoalRead, ProgrammeRead, TaskRead, ThemeRead, UnreadableError, read

HEAD = """
title = "Work Programme"
from = 2024-01-01
to = 2024-06-30
presidency = "BE"
funding = "Project  funding"
[[themes]]
title = "Exchange"
first_sentence = "It is important."
[[strategic_goals]]
code = "1"
numeral = "I"
title = "Strategic"
[[operational_goals]]
code = "1.1"
strategic_goal = "1"
kind = "operational goal"
title = "Operational"
"""
COLUMNS = "code,strategic_goal,operational_goal,action_area,task,responsible,member_state,source_line,inferred"
LINE = "WP-1,1,1.1,Area,Do it,SEC+NR,BE,106,yes"


def programme(head: str = HEAD, *lines: str, columns: str = COLUMNS) -> ProgrammeRead:
    text = "\n".join([columns, *(lines or [LINE])])
    return read(head.encode(), tasks=text.encode(), states={"BE"}, names=("H.toml", "T.csv"))


def faults(head: str = HEAD, *lines: str, columns: str = COLUMNS) -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        programme(head, *lines, columns=columns)
    return caught.value.faults


def test_a_sound_programme_is_read_whole():
    assert programme() == ProgrammeRead(
        title="Work Programme",
        starts=date(2024, 1, 1),
        ends=date(2024, 6, 30),
        presidency="BE",
        funding="Project funding",
        presidency_goal="",
        themes=(ThemeRead("Exchange", "It is important."),),
        goals=(
            GoalRead("1", "", "I", "strategic goal", "Strategic"),
            GoalRead("1.1", "1", "", "operational goal", "Operational"),
        ),
        tasks=(
            TaskRead("WP-1", "1.1", "Area", "Do it", "SEC+NR", "BE", "106", party_inferred=True),
        ),
    )


def test_the_shipped_programme_holds_77_tasks(shipped):
    assert (shipped.title, shipped.starts, shipped.ends) == (
        "Work Programme 2024",
        date(2024, 1, 1),
        date(2024, 6, 30),
    )
    assert len(shipped.tasks) == 77
    assert Counter(len(goal.code) > 1 for goal in shipped.goals) == {True: 8, False: 2}
    assert [task.code for task in shipped.tasks if task.party_inferred] == [
        "WP24-1.1-07",
        "WP24-1.2-02",
        "WP24-1.2-04",
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("WP 1,1,1.1,A,T,SEC,,,", "the code 'WP 1' must be letters, digits, dots and dashes."),
        (",1,1.1,A,T,SEC,,,", "the code '' must be letters, digits, dots and dashes."),
        ("W,1,1.1,,T,SEC,,,", "action_area is missing."),
        ("W,1,1.1,A, ,SEC,,,", "task is missing."),
        (f"W,1,1.1,{'A' * 201},T,SEC,,,", "action_area is longer than 200 characters."),
        ("W,1,1.9,A,T,SEC,,,", "there is no operational goal '1.9'."),
        ("W,1,1,A,T,SEC,,,", "there is no operational goal '1'."),
        ("W,2,1.1,A,T,SEC,,,", "the goal 1.1 stands under 1, not '2'."),
        (
            "W,1,1.1,A,T,XX,,,",
            "the responsible party 'XX' is none of SEC, NR, PRES, EXCOM, COM, EMPACT.",
        ),
        ("W,1,1.1,A,T,SEC+SEC,,,", "a responsible party is named twice."),
        ("W,1,1.1,A,T,SEC,GR,,", "'GR' is no Member State known here."),
        ("W,1,1.1,A,T,SEC,,,no", "inferred is 'yes' or nothing, not 'no'."),
        ("W,1,1.1,A", "4 cells instead of 9."),
        ('W,1,1.1,"A,T,SEC,,,', "unexpected end of data."),
    ],
)
def test_a_wrong_line_is_named(line, fault):
    assert faults(HEAD, LINE, line) == [f"T.csv, line 3: {fault}"]


def test_a_code_that_stands_twice_names_both_lines():
    assert faults(HEAD, LINE, "", LINE) == ["T.csv, line 4: the code 'WP-1' stands in line 2 too."]


def test_the_line_is_that_of_the_file_where_a_text_runs_over_several():
    lines = ('W,1,1.1,A,"one\ntwo",SEC,,,', "V,1,1.1,A,T,SEC,,,maybe")

    assert faults(HEAD, *lines) == ["T.csv, line 4: inferred is 'yes' or nothing, not 'maybe'."]


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("code,task", f"the columns must be {COLUMNS}."),
        ("", f"the columns must be {COLUMNS}."),
        ('"code', "unexpected end of data."),
    ],
)
def test_other_columns_are_refused(head, fault):
    with pytest.raises(UnreadableError) as caught:
        read(HEAD.encode(), tasks=head.encode(), states={"BE"}, names=("H.toml", "T.csv"))

    assert caught.value.faults == [f"T.csv, line 1: {fault}"]


def test_a_file_without_a_task_is_refused():
    with pytest.raises(UnreadableError, match=r"T\.csv: there is no task in it"):
        read(HEAD.encode(), tasks=COLUMNS.encode(), states={"BE"}, names=("H.toml", "T.csv"))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('title = "Work Programme"', "", "H.toml, 'title': title is missing."),
        ('"Work Programme"', "7", "H.toml, 'title': title must be text in quotes."),
        ("2024-06-30", "2023-06-30", "H.toml: 'to' must lie after 'from'."),
        ("from = 2024-01-01", "", "H.toml: 'from' must be a day, such as 2024-01-01."),
        ("2024-06-30", '"June"', "H.toml: 'to' must be a day, such as 2024-01-01."),
        ("2024-06-30", "2024-06-30T10:00:00", "H.toml: 'to' must be a day, such as 2024-01-01."),
        ('"BE"', '"GR"', "H.toml: the presidency 'GR' is no Member State known here."),
        (
            'strategic_goal = "1"',
            'strategic_goal = "9"',
            "H.toml, [[operational_goals]] number 1: there is no strategic goal '9'.",
        ),
        (
            'title = "Strategic"',
            f'title = "{"x" * 401}"',
            "H.toml, [[strategic_goals]] number 1: title is longer than 400 characters.",
        ),
        ("[[themes]]", "[themes]", "H.toml: 'themes' must be written as [[themes]]."),
    ],
)
def test_a_wrong_head_is_named(old, new, fault):
    assert fault in faults(HEAD.replace(old, new, 1))


def test_a_theme_and_a_goal_stand_once():
    double = (
        HEAD + '[[themes]]\ntitle = "Exchange"\n[[strategic_goals]]\ncode = "1"\ntitle = "Again"\n'
    )

    assert faults(double) == [
        "H.toml: the goal '1' stands there twice.",
        "H.toml: the theme 'Exchange' stands there twice.",
    ]


def test_a_head_that_is_no_toml_is_refused_with_its_line():
    assert faults("title = ") == ["H.toml: Invalid value (at end of document)."]


@pytest.mark.parametrize("which", ["head", "tasks"])
def test_files_that_are_not_utf_8_are_refused(which):
    contents = {
        "head": HEAD.encode(),
        "tasks": f"{COLUMNS}\n{LINE}".encode(),
        which: b"\xff\xfe\x00",
    }

    with pytest.raises(UnreadableError, match="this is not text in UTF-8"):
        read(contents["head"], tasks=contents["tasks"], states={"BE"}, names=("H.toml", "T.csv"))


def test_very_many_faults_are_cut_short():
    found = faults(HEAD, *(f"W{n},1,1.1,,T,SEC,,," for n in range(30)))

    assert (len(found), found[-1]) == (21, "and 10 more.")


def test_invisible_characters_are_left_out():
    task = programme(HEAD, "W,1,1.1,A,a\x00b\u202e  c,SEC,,,").tasks[0]

    assert task.text == "ab c"
