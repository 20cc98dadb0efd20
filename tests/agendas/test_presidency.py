"""The Presidency is asked whether an item is decided in writing, and answers."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse

from accounts.access import standing
from accounts.days import end_of_day
from accounts.enums import Role, Visibility
from accounts.models import MemberState
from accounts.steps import NotNowError
from agendas import services, todos
from agendas.enums import AgendaState, Deed, ItemKind, ItemState
from agendas.models import AgendaItem, Agreement, StandingItem
from agendas.wishing import last_day
from events.enums import State
from journal.models import Entry
from mail.models import Letter
from tests.agendas.conftest import AT, chair, office, speaker

pytestmark = pytest.mark.django_db

LATER = AT + dt.timedelta(hours=1)


def ask(item, by=None, at=AT):
    return services.ask_presidency(item, by=by or office(at), at=at)


def say(item, answer="agrees", by=None, at=AT, text=""):
    return services.answer_for_presidency(
        item,
        version=AgendaItem.objects.get(pk=item.pk).version,
        answer=answer,
        text=text,
        by=by or chair(at=at),
        at=at,
    )


def letters():
    return [(letter.to, letter.subject) for letter in Letter.objects.order_by("pk")]


def at(name, item):
    return reverse(f"agendas:{name}", args=[item.agenda.event.slug, item.key])


def to_do(who):
    return [one.what for one in todos.for_user(who) if "writing?" in one.what]


def test_the_team_and_who_speaks_for_the_state_are_asked_once_by_letter_and_by_their_to_dos(item):
    team, representative = chair(), speaker("BE")
    other, elsewhere = chair("HU"), speaker("LV")
    by = office()

    first = ask(item, by)

    assert ask(item, by, LATER) == first
    assert (first.asked_at, first.asked_by, first.answer) == (AT, by.user, "")
    subject = "In writing instead? Rules of Procedure"
    assert letters() == [(team.user.email, subject), (representative.user.email, subject)]
    told = [to_do(who) for who in (team, representative, other, elsewhere, by)]
    assert told == [["Decide it in writing? Rules of Procedure"]] * 2 + [[], [], []]
    entry = Entry.objects.get(deed=Deed.PRESIDENCY_ASKED)
    assert (entry.key, entry.facts) == (str(item.key), {})


def test_the_answer_is_due_on_the_last_day_for_wishes_and_past_it_by_the_meeting(item):
    team, event = chair(), item.agenda.event
    ask(item)

    def due(moment):
        return [
            one.by for one in todos.for_user(standing(team.user, moment)) if "writing?" in one.what
        ]

    last = end_of_day(last_day(event))
    assert due(AT) == [last]
    assert due(last + dt.timedelta(days=1)) == [event.starts_at]


def test_the_letter_says_who_asked_for_it_and_leads_to_the_answer(item):
    chair()
    for code in ("LV", "EE"):
        state = MemberState.objects.get(pk=code)
        services.wish(item, member_state=state, by=speaker(code), at=AT)

    ask(item)

    (letter,) = Letter.objects.all()
    assert "Asked for by: Estonia, Latvia." in str(letter.body)
    assert at("presidency_answer", item) in str(letter.body)


def test_before_the_agenda_is_sent_out_its_team_alone_is_asked(item):
    item.agenda.state, item.agenda.circulated_at, item.agenda.edition = (
        AgendaState.PREPARING,
        None,
        0,
    )
    item.agenda.save()
    team, representative = chair(), speaker("BE")

    ask(item)

    assert [to for to, _subject in letters()] == [team.user.email]
    assert (len(to_do(team)), to_do(representative)) == (1, [])


def test_where_nobody_presides_nobody_is_asked(item):
    with pytest.raises(services.NoPresidencyError):
        ask(item)
    assert Agreement.objects.count() == 0

    item.agenda.event.host = None
    item.agenda.event.save()
    chair()
    with pytest.raises(services.NoPresidencyError):
        ask(item)


@pytest.mark.parametrize(
    "who", [chair, lambda: speaker("BE"), lambda: speaker("LV")],
    ids=["the team", "who speaks for it", "another state"],
)  # fmt: skip
def test_the_secretariat_alone_asks(item, who):
    with pytest.raises(services.NotYoursError):
        ask(item, who())
    with pytest.raises(services.NotYoursError):
        services.stop_asking(item, by=who(), at=AT)


@pytest.mark.parametrize("who", [chair, lambda: speaker("BE"), lambda: speaker("BE", role=Role.SUBSTITUTE)],
    ids=["the team", "the representative", "the substitute"],
)  # fmt: skip
def test_the_presidency_agrees_and_who_asked_hears_it(item, who):
    by, asker = who(), office()
    ask(item, asker)

    made = say(item, by=by, at=LATER, text="No debate is needed.")

    assert (made.answer, made.text, made.answered_at, made.answered_by) == (
        "agrees", "No debate is needed.", LATER, by.user,
    )  # fmt: skip
    assert letters()[-1] == (
        asker.user.email,
        "The Presidency: Agrees to decide it in writing: Rules of Procedure",
    )
    assert "No debate is needed." in str(Letter.objects.latest("pk").body)
    assert to_do(by) == []
    assert Entry.objects.get(deed=Deed.PRESIDENCY_AGREED).actor == by.actor


def test_it_says_so_unasked_and_nobody_is_written_to(item):
    say(item)

    assert (Agreement.objects.get().asked_at, letters()) == (None, [])


def test_the_answer_is_kept_once_and_changed_until_the_item_is_converted(item):
    by = chair()
    say(item, by=by)
    say(item, by=by, at=LATER)
    assert Agreement.objects.get().answered_at == AT

    say(item, "discuss", by=by, at=LATER)

    assert (Agreement.objects.get().answer, Agreement.objects.get().answered_at) == (
        "discuss", LATER,
    )  # fmt: skip
    deeds = [Deed.PRESIDENCY_AGREED, Deed.PRESIDENCY_DISCUSSES]
    assert (
        list(Entry.objects.filter(deed__in=deeds).order_by("pk").values_list("deed", flat=True))
        == deeds
    )
    with pytest.raises(services.RefusedError):
        services.mark_in_writing(item, written=("a", "b", "/c/"), by=office(), at=LATER)
    say(item, by=by, at=LATER)
    services.mark_in_writing(item, written=("a", "b", "/c/"), by=office(), at=LATER)
    for deed in (lambda: say(item, by=by), lambda: ask(item)):
        with pytest.raises(services.ConvertedError):
            deed()


def test_it_is_told_that_it_would_rather_be_discussed(item):
    ask_by = office()
    chair()
    ask(item, ask_by)

    say(item, "discuss", at=LATER)

    assert "it would rather discuss the item in the meeting" in str(
        Letter.objects.latest("pk").body
    )


@pytest.mark.parametrize(
    "who", [office, lambda: speaker("LV"), lambda: chair("HU")],
    ids=["the Secretariat", "another state", "another Presidency"],
)  # fmt: skip
def test_nobody_else_answers_for_the_presidency(item, who):
    with pytest.raises(services.NotYoursError):
        say(item, by=who())


def test_what_is_asked_can_be_taken_back_until_it_is_answered(item):
    services.stop_asking(item, by=office(), at=AT)
    team = chair()
    ask(item)

    services.stop_asking(item, by=office(), at=AT)

    assert (Agreement.objects.count(), to_do(team)) == (0, [])
    assert Entry.objects.filter(deed=Deed.PRESIDENCY_ASKED_NOT).count() == 1
    say(item)
    with pytest.raises(services.AnsweredError):
        services.stop_asking(item, by=office(), at=AT)


def test_once_the_meeting_is_closed_nothing_is_said(item):
    by = speaker("BE")
    item.agenda.event.state = State.CLOSED
    item.agenda.event.save()

    with pytest.raises(NotNowError):
        say(item, by=by)
    with pytest.raises(NotNowError):
        ask(item)


def test_an_item_that_comes_back_is_asked_about_anew(item):
    say(item)
    services.mark_in_writing(item, written=("a", "b", "/c/"), by=office(), at=AT)

    services.bring_back(item, by=office(), at=LATER)

    assert Agreement.objects.count() == 0
    with pytest.raises(services.NotAgreedError):
        services.agreement_of(item)


def test_agreement_is_what_is_given(item):
    with pytest.raises(services.NotAgreedError):
        services.agreement_of(item)
    say(item, "discuss")
    with pytest.raises(services.NotAgreedError):
        services.agreement_of(item)

    made = say(item)

    assert services.agreement_of(item) == made
    assert made.said_by == made.answered_by.name
    assert str(made) == "Rules of Procedure: agrees"
    assert Agreement(item=item).said_by == "Presidency"


def test_what_is_neither_asked_nor_answered_is_refused_by_the_database(item):
    with pytest.raises(IntegrityError, match=r"agreement_asked_for|CHECK"):
        Agreement.objects.create(item=item, state_id="BE")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"kind": ItemKind.INFORMATION}, services.NothingToDecideError),
        ({"kind": ItemKind.OTHER}, services.NothingToDecideError),
        ({"visibility": Visibility.RESTRICTED}, services.RestrictedError),
        ({"state": ItemState.STRUCK, "struck_at": AT}, NotNowError),
    ],
    ids=["information", "other business", "restricted", "taken off"],
)
def test_about_what_cannot_be_decided_in_writing_nobody_is_asked(item, said, error):
    for name, value in said.items():
        setattr(item, name, value)
    item.save()

    with pytest.raises(error):
        ask(item)
    with pytest.raises(error):
        say(item)


def test_the_adoption_of_the_agenda_is_the_meetings_own_and_a_debateless_item_is_not(item):
    item.kind = ItemKind.ADOPTION
    item.standing = StandingItem.objects.filter(
        body="BOARD"
    ).first() or StandingItem.objects.create(
        body=item.agenda.event.body, title="Adoption of the agenda", kind=ItemKind.ADOPTION
    )
    item.save()
    with pytest.raises(services.NothingToDecideError):
        ask(item)

    item.standing = None
    item.save()
    chair()
    assert ask(item).item == item
