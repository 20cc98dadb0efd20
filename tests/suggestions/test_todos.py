"""What waits for whom, what a search finds, and what is held about a person."""

import datetime as dt
import json

import pytest

from accounts.enums import Role
from accounts.models import Mandate
from desk import privacy as desk
from suggestions import privacy, search, services
from suggestions.enums import SuggestionDeed
from suggestions.models import Suggestion
from suggestions.todos import for_user
from tests.factories.suggestions import (
    AFTER,
    FIRST,
    LONG_AGO,
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
from tests.queries import counted

pytestmark = pytest.mark.django_db

TITLE = "What should we do about burglaries?"
SOON = dt.datetime(2024, 2, 26, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _network():
    network()


def told(who, at=NOW):
    return [(todo.what, todo.button) for todo in for_user(again(who, at))]


class TestTodos:
    """A to-do says what, by when, with one button."""

    def test_who_speaks_for_a_silent_state_is_asked_until_it_has_answered(self):
        call, latvia = opened(), speaks_for("LV")

        (first,) = for_user(latvia)
        draft = begun(call, latvia)
        (second,) = for_user(latvia)

        assert (first.what, first.button, first.seat, first.note) == (
            f"Suggest something, or say none: {TITLE}", "Answer", "Latvia", "",
        )  # fmt: skip
        assert first.by == dt.datetime(2024, 2, 29, 22, 59, 59, tzinfo=dt.UTC)
        assert second.note == "A draft is begun."
        assert told(latvia, AFTER) == []
        services.give(draft, said=SAID, version=1, typed=SAID, by=latvia, at=NOW)
        assert told(latvia) == []

    def test_who_runs_a_call_is_led_from_the_draft_to_the_results(self):
        by, office = team(), at_work()
        draft = drafted(by, opens_on=FIRST + dt.timedelta(days=9))
        assert told(by) == []
        assert told(by, NOW + dt.timedelta(days=5)) == [(f"Send out: {TITLE}", "Open the draft")]
        services.discard_call(draft, by=by, at=NOW)
        call = opened(by)
        assert told(by) == []
        silent = f"27 Member States have not answered: {TITLE}"
        assert told(by, SOON) == told(office, SOON) == [(silent, "See them")]
        one = suggested(call)
        for answer in call.answers.silent().select_related("member_state"):
            services.say_none(call, member_state=answer.member_state, by=office, at=NOW)
        assert told(by, SOON) == []
        assert told(by, AFTER) == [(f"Decide on 1 suggestion: {TITLE}", "Decide")]
        one = Suggestion.objects.get(pk=one.pk)
        services.decide(
            one, version=one.version, deed=SuggestionDeed.TAKE_UP, reason="Yes.", by=by, at=AFTER
        )
        publish = f"Publish what became of the suggestions: {TITLE}"
        assert told(by, AFTER) == [(publish, "Open")]
        services.publish_call(call, by=by, at=AFTER)
        assert told(by, AFTER) == told(team("HU"), AFTER) == []

    def test_the_representative_of_the_presidency_may_be_of_its_team_too(self):
        by = team()
        from_home = speaks_for("BE")
        from_home.user.mandates.create(
            role=Role.PRESIDENCY, member_state=state("BE"), starts=FIRST, given_at=NOW
        )
        call = opened(by)
        suggested(call, speaks_for("LV"))

        assert [button for _what, button in told(from_home)] == ["Answer"]
        assert [button for _what, button in told(from_home, AFTER)] == ["Decide"]

    def test_nobody_else_is_asked_anything_and_it_takes_one_query(self):
        opened()
        latvia, office = speaks_for("LV"), at_work()

        assert told(at_work(Role.OBSERVER)) == told(at_work(Role.ADMINISTRATOR)) == []
        for who in (latvia, office):
            assert who.bodies is not None
            assert counted(lambda who=who: for_user(who)) == 1


class TestSearch:
    """Only what one may read is found."""

    def test_calls_and_suggestions_are_found_by_who_may_read_them(self):
        by, latvia, portugal = team(), speaks_for("LV"), speaks_for("PT")
        call = opened(by)
        suggested(call, latvia)
        begun(call, latvia)

        def found(text, who, at=NOW):
            return [(one.kind, one.title) for one in search.find(text, again(who, at), 9)]

        asked, given = ("Call for suggestions", TITLE), ("Suggestion", SAID["title"])
        assert found("burgl", latvia) == [asked, given]
        assert found("burgl", portugal) == [asked]
        assert found("burgl", portugal, AFTER) == [asked, given]
        assert found("burgl", by) == found("burgl", at_work()) == [asked, given]
        assert found("burgl", at_work(Role.ADMINISTRATOR)) == found(" ", latvia) == []
        assert found("every house", latvia) == [given]


class TestPrivacy:
    """What is held about who knows more, and its erasure."""

    def test_the_copy_names_where_one_is_named_and_what_one_wrote(self):
        call, latvia = opened(), speaks_for("LV")
        suggested(call, latvia)
        draft = begun(call, latvia)
        typed = dict.fromkeys(SAID, "") | {"contact_email": "ZOE@police.example", "title": "Locks"}
        services.save_draft(draft, version=1, typed=typed, by=latvia, at=NOW)
        email = "zoe@police.example"

        own = json.loads(json.dumps(privacy.export(email, user=None, own=latvia)))
        wrote = privacy.export(latvia.user.email, user=latvia.user, own=latvia)
        office = privacy.export(email, user=latvia.user, reader=at_work())

        said = [(one["title"], one["call"], one["state"]) for one in own["named_in"]]
        assert said == [(SAID["title"], TITLE, "given"), ("Locks", TITLE, "draft")]
        assert own["named_in"][0]["contact"] == ["Zoë Ångström", email]
        assert (own["wrote"], len(wrote["wrote"]), wrote["named_in"]) == ([], 2, [])
        assert [len(office[part]) for part in ("named_in", "wrote")] == [1, 1]
        assert privacy.held(email) == 2

    def test_who_is_named_by_another_state_learns_no_more_than_that(self, client, time_machine):
        time_machine.move_to(NOW, tick=False)
        call, latvia, portugal = opened(), speaks_for("LV"), speaks_for("PT")
        named = {"contact_name": "Rita", "contact_email": portugal.user.email}
        suggested(call, latvia, **named)
        draft = begun(call, latvia)
        typed = {**SAID, "title": "Locks", **named}
        services.save_draft(draft, version=1, typed=typed, by=latvia, at=NOW)
        nothing = dict.fromkeys(("member_state", "call", "title", "text", "state", "saved"), "")

        client.force_login(portugal.user)
        page = client.get("/my/data.json")
        later = desk.export(portugal.user.email, own=again(portugal, AFTER))["suggestions"]
        unknown = privacy.export(portugal.user.email, user=portugal.user)

        contact = {"contact": ["Rita", portugal.user.email]}
        assert page.json()["suggestions"]["named_in"] == [nothing | contact] * 2
        assert unknown["named_in"] == [nothing | contact] * 2
        assert [one["title"] for one in later["named_in"]] == [SAID["title"], ""]

    def test_who_speaks_for_the_state_no_longer_keeps_the_own_words(self):
        call, latvia = opened(), speaks_for("LV")
        suggested(call, latvia)
        Mandate.objects.filter(user=latvia.user).update(ends=LONG_AGO)

        (kept,) = desk.export(latvia.user.email, own=again(latvia, NOW))["suggestions"]["wrote"]

        said = (kept["member_state"], kept["title"], kept["text"], kept["call"], kept["state"])
        assert said == ("LV", SAID["title"], SAID["text"], "", "")

    def test_names_and_addresses_are_erased_and_the_states_word_stays(self):
        call, latvia, office = opened(), speaks_for("LV"), at_work()
        one = suggested(call, latvia)
        draft = begun(call, latvia)
        typed = dict.fromkeys(SAID, "") | {"contact_email": SAID["contact_email"]}
        services.save_draft(draft, version=1, typed=typed, by=latvia, at=NOW)
        email = SAID["contact_email"]
        assert desk.held(email, at=NOW).is_anything

        desk.erase(email, by=office, at=NOW)

        one.refresh_from_db()
        draft.refresh_from_db()
        assert (one.contact_name, one.contact_email, one.title) == ("", "", SAID["title"])
        assert (draft.typed["contact_email"], privacy.held(email)) == ("", 0)
        assert not desk.held(email, at=NOW).is_anything
