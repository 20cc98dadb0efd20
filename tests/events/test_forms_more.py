import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from events import asking
from events.asking import Asking, Before
from events.enums import Mode, QuotaScope
from events.forms.answers import plain
from events.forms.details import DetailsForm
from events.forms.registration import ChangeForm
from events.models import EventGroup
from events.questions import Condition, Option, Question
from events.rules import ALL, Claim, Places, Wish
from events.services import answers
from tests.documents.files import PDF, checked, sent
from tests.events.test_forms_registration import typed
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.questions import WORKSHOP, asks

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)

TRAIN = Question("train", "yes_no", "By train?", required=True)
ARRIVAL = Question("arrival", "date", "When?", required=True, shown_if=Condition("train", "yes"))
AGREED = Question("agreed", "consent", "I agree", retention="sensitive")
DIET = Question(
    "diet",
    "several",
    "Diet?",
    options=(Option("vegan", "Vegan"), Option("halal", "Halal")),
    shown_if=Condition("agreed", "yes"),
    retention="sensitive",
)
YEARS = Question("years", "number", "How many years?")
WHY = Question("why", "long_text", "Why?")
NAME = Question("name", "text", "Name on the badge?")
CV = Question("cv", "file", "Your CV", help="One page.")
MANY = Question(
    "many", "choice", "Of many?", options=tuple(Option(f"o{n}", f"Option {n}") for n in range(9))
)
SEEN = Question("seen", "text", "Seen?", shown_if=Condition("mode", "in_person"))
TALK = Question("talk", "text", "Talk?", required=True, shown_if=Condition("group", "speaker"))


def form_of(*questions, event=None, files=None, left=None, groups=(), **said):
    from events.forms.registration import RegistrationForm

    event = event or EventFactory()
    asks(event, *questions)
    plan = asking.of_event(event, left=left or {})
    if said or files:
        form = RegistrationForm(
            typed(notice="", **said), event=event, notice=None, asking=plan, files=files
        )
        form.is_valid()
        return form
    return RegistrationForm(event=event, notice=None, asking=plan)


def test_fields_carry_the_names_of_the_contract_in_the_order_of_the_questions():
    form = form_of(TRAIN, YEARS)

    assert [field.name for field in form.visible_fields()][-2:] == ["q_train", "q_years"]
    assert form.more.is_conditional is False
    assert form.more.choices == form.more.consents == []


@pytest.mark.parametrize(
    ("question", "said", "kept"),
    [
        (NAME, "  Anna\u202e  Kalniņa ", "Anna Kalniņa"),
        (NAME, "", None),
        (WHY, "One.\r\n\r\nTwo.", "One.\n\nTwo."),
        (YEARS, "12,50", "12.5"),
        (YEARS, " 3 ", "3"),
        (YEARS, "", None),
        (WORKSHOP, "schools", "schools"),
        (WORKSHOP, "", None),
        (MANY, "o8", "o8"),
        (TRAIN, "yes", True),
        (TRAIN, "no", False),
        (AGREED, "on", True),
        (AGREED, "", None),
    ],
    ids=lambda value: value.key if isinstance(value, Question) else "",
)
def test_what_is_said_is_kept_as_a_plain_value(question, said, kept):
    form = form_of(question, **{f"q_{question.key}": said})

    assert form.errors == {}
    assert form.more.answers == {question.key: kept}


def test_a_day_is_typed_as_three_numbers_and_several_are_ticked():
    form = form_of(
        TRAIN,
        ARRIVAL,
        AGREED,
        DIET,
        q_train="yes",
        q_arrival_day="9",
        q_arrival_month="12",
        q_arrival_year="2026",
        q_agreed="on",
        q_diet=["vegan", "halal"],
    )

    assert form.errors == {}
    assert form.more.answers == {
        "train": True,
        "arrival": "2026-12-09",
        "agreed": True,
        "diet": ["vegan", "halal"],
    }


@pytest.mark.parametrize(
    ("question", "said", "problem"),
    [
        (NAME, "x" * 300, "Use 200 characters at most; these are 300."),
        (YEARS, "many", "Write a number, such as 3 or 2.5."),
        (YEARS, "NaN", "Write a number, such as 3 or 2.5."),
        (YEARS, "1e400", "Write a number of nine digits at most."),
        (YEARS, "9" * 40, "Write a number of nine digits at most."),
        (YEARS, "1.234", "Write two digits after the point at most."),
        (TRAIN, "", "Choose one."),
    ],
    ids=lambda value: value.key if isinstance(value, Question) else "",
)
def test_what_is_refused_and_what_is_said(question, said, problem):
    form = form_of(question, **{f"q_{question.key}": said})

    assert form.errors == {f"q_{question.key}": [problem]}


def test_what_is_not_asked_is_neither_wanted_nor_kept():
    form = form_of(TRAIN, ARRIVAL, AGREED, DIET, q_train="no", q_arrival_day="x", q_diet=["pork"])

    assert form.errors == {}
    assert form.more.answers == {"train": False, "arrival": None, "agreed": None, "diet": None}


def test_what_is_asked_after_all_is_wanted():
    form = form_of(TRAIN, ARRIVAL, q_train="yes")

    assert list(form.errors) == ["q_arrival"]


def test_every_condition_stands_there_in_words_and_for_the_script():
    event = EventFactory(mode=Mode.HYBRID)
    for group, label in (("participant", "Practitioner"), ("speaker", "")):
        EventGroup.objects.create(event=event, group=group, label=label, offered=True)

    form = form_of(TRAIN, ARRIVAL, AGREED, DIET, SEEN, TALK, event=event)

    assert [(part.of, part.value, part.when) for part in form.more.parts] == [
        ("", "", ""),
        ("q_train", "yes", "Only if you answered “Yes” to “By train?”"),
        ("", "", ""),
        ("q_agreed", "on", "Only if you agreed: I agree"),
        ("mode", "in_person", "Only if you come in person"),
        ("group", "speaker", "Only if you take part as: Speaker"),
    ]
    assert form.more.is_conditional
    assert [label for _key, label in form.fields["group"].choices] == ["Practitioner", "Speaker"]


@pytest.mark.parametrize(
    ("mode", "there", "when"),
    [(Mode.IN_PERSON, True, ""), (Mode.ONLINE, False, None)],
)
def test_where_there_is_one_way_it_is_known_who_is_asked(mode, there, when):
    form = form_of(SEEN, event=EventFactory(mode=mode))

    assert ("q_seen" in form.fields) == there
    assert [part.when for part in form.more.parts] == ([when] if there else [])


def test_the_group_is_asked_where_there_are_several_and_known_where_there_is_one():
    event = EventFactory()
    EventGroup.objects.create(event=event, group="speaker", offered=True)
    one = form_of(TALK, event=event, q_talk="Prisons")
    assert (one.more.group, one.more.answers) == ("speaker", {"talk": "Prisons"})

    event = EventFactory()
    for group in ("participant", "speaker"):
        EventGroup.objects.create(event=event, group=group, offered=True)
    assert form_of(TALK, event=event, q_talk="").errors == {"group": ["Say as what you take part."]}
    other = form_of(TALK, event=EventFactory())
    assert other.asking.group == "participant"


def test_the_list_is_asked_about_in_our_words_unless_the_event_has_its_own():
    event = EventFactory(shows_participants=True)
    ours = form_of(TRAIN, event=event, q_train="yes", list_consent="on")
    own = form_of(
        Question("list_consent", "consent", "List me"), event=EventFactory(shows_participants=True)
    )

    assert ours.more.said == {
        "group": "participant",
        "sessions": [],
        "answers": {"train": True},
        "list_consent": True,
    }
    assert "list_consent" not in own.fields
    assert own.more.consents == []


def test_a_file_is_checked_and_one_that_is_none_is_refused():
    good = form_of(CV, files={"q_cv": sent("cv.pdf", PDF)})
    bad = form_of(CV, files={"q_cv": sent("cv.pdf", b"<html>")})
    none = form_of(CV, name="Anna")

    assert good.is_multipart()
    assert good.more.answers["cv"].name == "cv.pdf"
    assert list(bad.errors) == ["q_cv"]
    assert none.more.answers == {}


def registered(*questions, **said):
    event = EventFactory()
    asks(event, *questions)
    registration = RegistrationFactory(event=event)
    answers.keep(registration, answers=said, at=AT)
    return registration


def change(registration, **said):
    plan = asking.of_registration(registration, left={})
    data = typed(version=registration.version, **said) if said else None
    form = ChangeForm(data, registration=registration, asking=plan)
    form.is_valid()
    return form


def test_a_change_shows_what_was_said():
    registration = registered(
        NAME, YEARS, TRAIN, ARRIVAL, AGREED, DIET, CV,
        name="Anna", years="3", train=True, arrival="2026-12-09", agreed=True,
        diet=["vegan"], cv=checked("cv.pdf"),
    )  # fmt: skip

    form = change(registration)

    assert [form[f"q_{key}"].value() for key in ("name", "years", "train", "arrival")] == [
        "Anna",
        "3",
        "yes",
        dt.date(2026, 12, 9),
    ]
    assert (form["q_agreed"].value(), form["q_diet"].value()) == (True, ["vegan"])
    assert "Sent: cv.pdf." in form.fields["q_cv"].help_text
    theirs = form.theirs(registration)
    assert theirs["q_years"] == Decimal(3)
    assert theirs["q_train"] == "yes"
    assert "q_cv" not in theirs


def test_what_was_never_answered_is_no_difference():
    registration = registered(NAME, YEARS, TRAIN, AGREED, DIET)
    form = change(registration, q_train="no")

    theirs = form.theirs(registration)

    assert {name for name in theirs if theirs[name] != form.cleaned_data[name]} >= {"q_train"}
    assert theirs["q_name"] == form.cleaned_data["q_name"] == ""
    assert theirs["q_years"] is form.cleaned_data["q_years"] is None
    assert theirs["q_agreed"] is form.cleaned_data["q_agreed"] is False
    assert theirs["q_diet"] == form.cleaned_data["q_diet"] == []


def test_what_is_no_longer_offered_may_stay_chosen():
    registration = registered(WORKSHOP, workshop="clubs")
    fewer = Question("workshop", "choice", "Which?", options=(Option("schools", "Schools"),))
    asks(registration.event, fewer, number=2)

    form = change(registration, q_workshop="clubs")

    assert form.errors == {}
    assert ("clubs", "Sports clubs (no longer offered)") in form.fields["q_workshop"].choices
    assert form.more.answers == {"workshop": "clubs"}


@pytest.mark.parametrize(
    ("value", "kept"), [(["gone", "vegan"], ["gone", "vegan"]), (["gone", "halal"], ["halal"])]
)
def test_of_several_what_is_no_longer_offered_stays_only_with_all_of_it(value, kept):
    before = Before(["gone", "vegan"], DIET)

    assert plain(DIET, value, before=before) == kept


def test_nothing_of_several_is_no_answer():
    assert plain(DIET, ["gone"], before=None) is None


def test_details_ask_the_second_stage_and_what_must_be_answered_with_what_follows():
    flight = Question("flight", "text", "Flight?", stage="confirmed")
    registration = registered(NAME, WHY, flight)
    asks(registration.event, NAME, WHY, flight, TRAIN, ARRIVAL, number=2)
    answers.keep(registration, answers={}, at=AT)

    plan = asking.of_details(registration, left={})
    form = DetailsForm({"version": 1, "q_train": "no"}, registration=registration, asking=plan)

    assert plan.keys == {"flight", "train", "arrival"}
    assert form.is_valid()
    assert form.more.answers == {"flight": None, "train": False, "arrival": None}
    assert form.theirs(registration)["q_train"] == ""
    registration.state = "waiting"
    assert asking.of_details(registration, left={}).keys == {"train", "arrival"}


def test_the_secretariat_says_what_is_plain_and_need_not_say_it():
    registration = registered(TRAIN, AGREED, DIET, CV, YEARS, train=True)

    plan = asking.of_the_secretariat(registration.event, left={}, registration=registration)
    new = asking.of_the_secretariat(registration.event, left={})

    assert plan.keys == new.keys == {"train", "years"}
    assert not any(question.required for question in plan.schema)
    assert plan.before["train"].value is True


def test_what_is_kept_as_sensitive_stays_so_whatever_its_question_is_asked_as_now():
    registration = registered(AGREED, DIET, TRAIN, agreed=True, diet=["vegan"], train=True)
    open_now = replace(DIET, retention="ordinary")
    asks(registration.event, AGREED, open_now, replace(TRAIN, retention="identity"), number=2)

    plan = asking.of_the_secretariat(registration.event, left={}, registration=registration)

    assert (plan.keys, plan.before) == (set(), {})


@pytest.mark.parametrize(
    ("fields", "state", "at", "is_open"),
    [
        ({}, "confirmed", AT, True),
        ({}, "waiting", AT, True),
        ({}, "withdrawn", AT, False),
        ({"state": "held"}, "confirmed", AT, False),
        ({"details_until": dt.date(2026, 11, 25)}, "confirmed", AT, False),
        ({"details_until": dt.date(2026, 11, 26)}, "confirmed", AT, True),
        ({}, "confirmed", dt.datetime(2026, 12, 10, 12, tzinfo=dt.UTC), False),
    ],
)
def test_until_when_details_are_taken(fields, state, at, is_open):
    event = EventFactory.build(first_date=dt.date(2026, 12, 10), **fields)
    event.derive()
    registration = RegistrationFactory.build(event=event, state=state)

    assert asking.details_are_open(registration, at=at) == is_open


def test_an_empty_asking_asks_nothing():
    assert Asking().is_more is False
    assert Asking(list_consent=True).is_more is True


def test_what_one_holds_is_free_to_oneself():
    clubs, schools = (Claim(QuotaScope.CHOICE, ("workshop", key)) for key in ("clubs", "schools"))
    staff = Claim(QuotaScope.GROUP, group="staff")
    places = Places(numbers={clubs: 1, schools: None, staff: 3})
    own = Wish("LV", choices=frozenset({("workshop", "clubs")}))

    assert asking.places_left(places, {clubs: 1}) == {clubs: 0, staff: 3}
    assert asking.places_left(places, {clubs: 1}, own=own) == {clubs: 1, staff: 3}


@pytest.mark.parametrize(("own", "left"), [(None, 2), (Wish("LV"), 3)], ids=["newcomer", "holder"])
def test_nothing_has_more_places_than_there_are_in_all_for_who_has_none(own, left):
    staff = Claim(QuotaScope.GROUP, group="staff")

    found = asking.places_left(Places(total=9, numbers={staff: 3}), {ALL: 7}, own=own)

    assert found == {staff: left}
