"""A Member State answers: drafts, suggestions, none; late, on behalf, at once."""

import uuid

import pytest

from accounts.enums import Role
from accounts.steps import NotNowError
from accounts.versions import StaleError
from journal.models import Entry
from suggestions import services
from suggestions.enums import AnswerKind, Deed, SuggestionDeed, SuggestionState
from suggestions.models import Suggestion
from suggestions.services import NotYoursError, SuggestedError, TooLateError
from tests.factories.suggestions import (
    AFTER,
    NOW,
    SAID,
    again,
    at_work,
    begun,
    drafted,
    network,
    opened,
    speaks_for,
    state,
    suggested,
    team,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _network():
    network()


def answer(call, code="LV"):
    return call.answers.get(member_state=code)


def typed(**fields):
    return dict.fromkeys(SAID, "") | fields


def save(suggestion, by, said, *, at=NOW, version=None, **more):
    version = version or suggestion.version
    return services.save_draft(suggestion, version=version, typed=said, by=by, at=at, **more)


def test_a_draft_is_shared_and_saved_as_it_was_typed():
    call, nr, sub = opened(), speaks_for("LV"), speaks_for("LV", role=Role.SUBSTITUTE)
    draft = begun(call, nr)

    saved = save(draft, nr, typed(title="Alarms"))
    again_ = save(saved, nr, typed(title="Alarms"))

    assert (saved.typed["title"], saved.version, again_.version) == ("Alarms", 2, 2)
    assert list(Suggestion.objects.visible_to(sub)) == [draft]
    for other in (team(), at_work(), speaks_for("PT")):
        assert not Suggestion.objects.visible_to(other).exists()
        with pytest.raises(NotYoursError):
            begun(call, other)
    assert answer(call).kind == ""


def test_a_draft_is_begun_once_and_only_where_the_state_is_asked():
    call, nr, once = opened(), speaks_for("LV"), uuid.uuid4()

    first = services.begin(call, once=once, member_state=state("LV"), by=nr, at=NOW)

    assert services.begin(call, once=once, member_state=state("LV"), by=nr, at=NOW) == first
    with pytest.raises(NotYoursError):
        begun(drafted(), nr)


def test_two_who_type_into_different_boxes_go_on_as_one_and_into_the_same_are_asked():
    call, nr, sub = opened(), speaks_for("LV"), speaks_for("LV", role=Role.SUBSTITUTE)
    draft = begun(call, nr)
    save(draft, nr, typed(title="Alarms"), base=typed())

    both = save(draft, sub, typed(text="Every house."), base=typed())

    assert (both.typed["title"], both.typed["text"]) == ("Alarms", "Every house.")
    with pytest.raises(StaleError) as stale:
        save(draft, sub, typed(title="Locks"), base=typed())
    theirs = stale.value.theirs
    kept = save(theirs, sub, typed(title="Locks"), base=typed(), theirs=["title"])
    assert kept.typed["title"] == "Alarms"
    own = save(kept, sub, typed(title="Locks"), base=typed(), theirs=[])
    assert own.typed["title"] == "Locks"
    with pytest.raises(StaleError):
        save(draft, nr, typed(title="Bolts"), version=1)


def test_a_suggestion_is_sent_and_changed_until_the_last_day_is_over():
    call, nr = opened(), speaks_for("LV")

    one = suggested(call, nr)

    assert {name: getattr(one, name) for name in SAID} == SAID
    assert (one.state, one.typed, answer(call).kind, answer(call).answered_by) == (
        SuggestionState.GIVEN, {}, AnswerKind.SUGGESTED, nr.user,
    )  # fmt: skip
    changed = {**SAID, "title": "Locks"}
    with pytest.raises(StaleError):
        services.change_given(one, version=1, by=nr, at=NOW, **changed)
    one = services.change_given(one, version=one.version, by=nr, at=NOW, **changed)
    assert one.title == "Locks"
    late = again(nr, AFTER)
    with pytest.raises(TooLateError):
        services.change_given(one, version=one.version, by=late, at=AFTER, **SAID)
    with pytest.raises(TooLateError):
        begun(call, late, at=AFTER)
    with pytest.raises(NotNowError):
        save(one, nr, typed(title="Bolts"))
    with pytest.raises(NotNowError):
        services.change_given(begun(call, nr), version=1, by=nr, at=NOW, **SAID)


def test_sending_what_takes_the_others_words_in_stays_a_draft_to_be_read():
    call, nr, sub = opened(), speaks_for("LV"), speaks_for("LV", role=Role.SUBSTITUTE)
    draft = begun(call, nr)
    save(draft, sub, typed(links="https://example.eu/"), base=typed())
    own = {**SAID, "links": ""}

    kept = services.give(
        draft, said=own, version=draft.version, typed=own, base=typed(), by=nr, at=NOW
    )

    assert (kept.state, kept.typed["links"], answer(call).kind) == (
        SuggestionState.DRAFT, "https://example.eu/", "",
    )  # fmt: skip


def test_taking_the_only_suggestion_back_leaves_no_answer():
    call, nr = opened(), speaks_for("LV")
    first, second, draft = suggested(call, nr), suggested(call, nr), begun(call, nr)

    services.take_back(first, by=nr, at=NOW)
    assert answer(call).kind == AnswerKind.SUGGESTED
    services.take_back(second, by=nr, at=NOW)
    services.take_back(draft, by=nr, at=NOW)

    assert (answer(call).kind, answer(call).answered_at) == ("", None)
    assert not Suggestion.objects.exists()
    assert Entry.objects.filter(deed=Deed.TAKEN_BACK).count() == 2
    with pytest.raises(NotNowError):
        services.take_back(draft, by=nr, at=NOW)


def test_none_is_an_answer_that_can_be_taken_back():
    call, nr = opened(), speaks_for("LV")
    latvia = state("LV")

    for _twice in range(2):
        assert services.say_none(call, member_state=latvia, by=nr, at=NOW).kind == "none"
    for _twice in range(2):
        assert services.take_none_back(call, member_state=latvia, by=nr, at=NOW).kind == ""

    assert Entry.objects.filter(deed=Deed.NONE_SAID).count() == 1
    assert Entry.objects.filter(deed=Deed.NONE_TAKEN_BACK).count() == 1
    suggested(call, nr)
    with pytest.raises(SuggestedError):
        services.say_none(call, member_state=latvia, by=nr, at=NOW)
    with pytest.raises(TooLateError):
        services.say_none(call, member_state=latvia, by=again(nr, AFTER), at=AFTER)
    with pytest.raises(NotYoursError):
        services.say_none(call, member_state=latvia, by=speaks_for("PT"), at=NOW)


def test_the_secretariat_enters_late_answers_until_the_results_are_published():
    by, office, once = team(), at_work(at=AFTER), uuid.uuid4()
    call = opened(by)
    told = {"member_state": state("LV"), "reason": "Mail of 1 March", "by": office, "at": AFTER}

    one = services.enter(call, once=once, **told, **SAID)

    assert services.enter(call, once=once, **told, **SAID) == one
    assert (one.state, answer(call).entered_reason) == ("given", "Mail of 1 March")
    entry = Entry.objects.get(deed=Deed.GIVEN)
    assert (entry.acting_for, entry.facts) == ("Secretariat", {"state": "LV", "on_behalf": True})
    none = services.say_none(
        call, member_state=state("PT"), reason="By telephone", by=office, at=AFTER
    )
    assert (none.kind, none.entered_reason) == ("none", "By telephone")
    changed = services.change_given(one, version=one.version, by=office, at=AFTER, **SAID)
    with pytest.raises(NotYoursError):
        services.enter(call, once=uuid.uuid4(), **{**told, "by": by}, **SAID)
    services.decide(
        changed, version=changed.version, deed=SuggestionDeed.DECLINE, reason="No.", by=by, at=AFTER
    )
    with pytest.raises(NotNowError):
        services.take_back(one, by=office, at=AFTER)
    services.publish_call(call, by=by, at=AFTER)
    with pytest.raises(NotNowError):
        services.enter(call, once=uuid.uuid4(), **told, **SAID)
    with pytest.raises(NotNowError):
        services.enter(drafted(by), once=uuid.uuid4(), **told, **SAID)


def test_who_reads_a_suggestion():
    belgium, latvia, portugal = team("BE"), speaks_for("LV"), speaks_for("PT")
    call = opened(belgium)
    one = suggested(call, latvia)

    def reads(*people, at=NOW):
        return [
            Suggestion.objects.visible_to(again(who, at)).filter(pk=one.pk).exists()
            for who in people
        ]

    office, outside = at_work(), at_work(Role.OBSERVER)
    assert reads(belgium, latvia, office, portugal, outside) == [True, True, True, False, False]
    assert reads(belgium, latvia, office, portugal, outside, at=AFTER) == [True] * 4 + [False]
