"""What the Presidency said counts for the Presidency and the text of now."""

import pytest

from accounts import versions
from accounts.access import standing
from accounts.models import MemberState
from agendas import services, todos
from agendas.models import AgendaItem, Agreement
from tests.agendas.conftest import AT, browser, chair, office, speaker, trusted
from tests.agendas.test_presidency import LATER, ask, at, letters, say, to_do
from tests.factories.agendas import AgendaItemFactory

pytestmark = pytest.mark.django_db

OUTDATED = "The Presidency was asked about another text, or another Presidency was"


def now_hosted_by(item, code):
    item.agenda.event.host = MemberState.objects.get(pk=code)
    item.agenda.event.save()


def reworded(item, **said):
    return services.change_item(item, version=item.version, by=trusted(), at=LATER, **said)


def test_what_another_presidency_agreed_to_is_asked_anew_of_the_one_of_now(item):
    now_hosted_by(item, "HU")
    say(item, by=chair("HU"))
    now_hosted_by(item, "BE")
    by, team = office(), chair()

    with pytest.raises(services.NotAgreedError):
        services.agreement_of(item)
    assert todos.for_user(by) == []
    asked = ask(item, by)

    assert (Agreement.objects.get(), asked.state_id, asked.answer) == (asked, "BE", "")
    assert (len(letters()), len(to_do(team))) == (1, 1)
    now_hosted_by(item, "HU")
    assert to_do(chair("HU")) == []


@pytest.mark.parametrize("said", [{"title": "All Rules"}, {"text": "And more."}])
def test_what_was_agreed_of_another_text_counts_no_longer(item, said):
    say(item)
    assert len(todos.for_user(office())) == 1
    changed = reworded(item, **said)

    with pytest.raises(services.NotAgreedError):
        services.agreement_of(changed)
    assert todos.for_user(office()) == []
    again = say(changed, at=LATER)
    assert (services.agreement_of(changed), again.answered_at) == (again, LATER)


def test_a_question_waits_for_the_text_as_it_is_when_it_is_answered(item):
    team = chair()
    first = ask(item)

    changed = reworded(item, title="All Rules")

    assert (ask(changed), len(to_do(team))) == (first, 1)


@pytest.mark.usefixtures("clock")
def test_the_wishes_say_that_it_is_to_be_asked_anew(item):
    chair()
    say(item)
    officer = browser(office())
    wishes = f"{item.agenda.get_absolute_url()}wishes/"
    assert OUTDATED not in officer.get(wishes).text

    reworded(item, title="All Rules")

    page = officer.get(wishes).text
    assert (OUTDATED in page, at("ask_presidency", item) in page) == (True, True)
    assert "The Presidency agrees" not in page


@pytest.mark.usefixtures("clock")
def test_who_answers_about_a_text_that_has_changed_is_shown_it_as_it_is(item):
    team = chair()
    presiding = browser(team)
    assert 'name="version" value="1"' in presiding.get(at("presidency_answer", item)).text
    reworded(item, title="All Rules", text="And more.")

    sent = {"version": 1, "answer": "agrees", "text": "Go ahead."}
    answer = presiding.post(at("presidency_answer", item), sent)

    assert answer.status_code == 409
    for said in ("All Rules", "And more.", "Agrees to decide it in writing", "Go ahead."):
        assert said in answer.text
    assert Agreement.objects.count() == 0
    with pytest.raises(versions.StaleError):
        services.answer_for_presidency(item, version=1, answer="agrees", by=team, at=AT)


def test_what_the_meeting_decided_is_asked_about_no_longer(item):
    team, by = chair(), office()
    state = MemberState.objects.get(pk="LV")
    services.wish(item, member_state=state, by=speaker("LV"), at=AT)
    ask(item, by)
    assert (len(to_do(team)), len(todos.for_user(by))) == (1, 1)

    AgendaItem.objects.update(decided_at=AT)
    assert (to_do(team), todos.for_user(by)) == ([], [])
    services.keep_decided(item, at=AT)

    assert Agreement.objects.count() == 0


def test_what_the_presidency_said_stays_with_what_the_meeting_decided(item):
    said = say(item)

    services.keep_decided(item, at=AT)

    assert Agreement.objects.get() == said


def test_once_the_meeting_is_over_what_is_asked_then_waits_alone(item):
    team = chair()
    over = standing(team.user, item.agenda.event.ends_at)
    ask(item)
    assert (len(to_do(team)), to_do(over)) == (1, [])

    services.stop_asking(item, by=office(), at=over.at)
    ask(item, at=over.at)

    assert len(to_do(over)) == 1


@pytest.mark.usefixtures("clock")
def test_the_question_is_taken_back_where_the_item_can_no_longer_be_decided_in_writing(item):
    chair()
    ask(item)
    AgendaItemFactory(agenda=item.agenda, parent=item)
    officer = browser(office())
    wishes = f"{item.agenda.get_absolute_url()}wishes/"
    page = officer.get(wishes).text
    assert ("This item has parts" in page, at("stop_asking", item) in page) == (True, True)

    officer.post(at("stop_asking", item))

    assert Agreement.objects.count() == 0
    assert at("stop_asking", item) not in officer.get(wishes).text
