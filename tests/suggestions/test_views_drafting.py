"""The page on which a Member State types a suggestion: saved as a draft, sent as a whole."""

import uuid

import pytest

from accounts.enums import Role
from suggestions import services
from suggestions.enums import SuggestionState
from suggestions.forms.suggestion import LONGEST_DRAFT
from suggestions.models import Suggestion
from tests.accounts.answered import errors, said
from tests.factories.accounts import MandateFactory
from tests.factories.suggestions import (
    NOW,
    SAID,
    at_work,
    begun,
    network,
    speaks_for,
    state,
    suggested,
    team,
)
from tests.suggestions.visiting import LATE, later, to

pytestmark = pytest.mark.django_db

JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture(autouse=True)
def _february(time_machine):
    network()
    time_machine.move_to(NOW, tick=False)


def stamped(version=1, once=None, base="", **fields):
    return {
        **dict.fromkeys(SAID, ""),
        "once": str(once or uuid.uuid4()),
        "version": str(version),
        "base": base,
        **fields,
    }


class TestTyping:
    """A draft is saved while it is typed, and sent as a whole."""

    def test_it_is_begun_with_the_first_thing_typed_and_saved_in_a_word(self, client, call, latvia):
        speaks_for("LV", role=Role.SUBSTITUTE)
        page = client.get(to("suggest", call))
        answer = client.post(to("suggest", call), stamped(title="Alarms"), **JSON)
        made = Suggestion.objects.get()

        assert "Saved while you type." in page.text
        assert "shared with" in page.text
        assert answer.json() == {
            "said": "Draft saved 10:00 (Brussels)",
            "version": 2,
            "base": "category=&title=Alarms&text=&links=&contact_name=&contact_email=",
            "address": to("draft", made),
            "taken": False,
        }
        assert "Draft saved 10:00" in client.get(to("draft", made)).text
        assert client.get(to("one", made)).url == to("draft", made)

    def test_it_is_sent_when_it_is_whole(self, client, call, latvia):
        whole = {**stamped(**SAID), "send": "1"}

        wrong = client.post(to("suggest", call), {**whole, "category": "", "links": "nonsense"})
        made = Suggestion.objects.get()
        right = client.post(to("draft", made), {**whole, "version": made.version}, follow=True)

        assert list(errors(wrong)) == ["category", "links"]
        assert made.typed["title"] == SAID["title"]
        assert said(right) == ["Sent. You may change it until the last day is over."]
        assert Suggestion.objects.get().state == SuggestionState.GIVEN
        assert client.get(to("draft", made)).url == to("one", made)

    def test_what_was_refused_goes_on_as_the_same_draft(self, client, call, latvia):
        wrong = client.post(to("suggest", call), stamped(send="1"))
        marks = {name: wrong.context["stamp"][name].value() for name in ("once", "version", "base")}
        saved = client.post(to("suggest", call), stamped(**marks, title="Alarms"), **JSON)

        made = Suggestion.objects.get()
        assert (wrong.status_code, made.typed["title"]) == (422, "Alarms")
        assert saved.json()["address"] == to("draft", made)

    @pytest.mark.parametrize(
        "links",
        ["ftp://example.eu", "https://", "http://[x", "javascript:alert(1)", "https://a.eu\n" * 11],
    )
    def test_links_are_addresses_of_pages(self, links, client, call, latvia):
        whole = {**stamped(**SAID), "links": links, "send": "1"}

        assert list(errors(client.post(to("suggest", call), whole))) == ["links"]

    @pytest.mark.parametrize(
        ("button", "leads", "words"),
        [
            ("save", "call", ["Saved. The draft waits for you and who shares your seat."]),
            ("stay", "draft", []),
        ],
    )
    def test_it_can_wait(self, button, leads, words, client, call, latvia):
        response = client.post(
            to("suggest", call), stamped(title="A", **{button: "1"}), follow=True
        )
        made = Suggestion.objects.get()

        assert said(response) == words
        target = call if leads == "call" else made
        assert response.redirect_chain[-1][0] == to(leads, target)

    def test_a_form_without_its_marks_and_a_book_are_refused(self, client, call, latvia):
        page = client.post(to("suggest", call), {"title": "A"})
        quiet = client.post(to("suggest", call), {"title": "A"}, **JSON)
        book = client.post(to("suggest", call), stamped(text="x" * (LONGEST_DRAFT + 1)))
        in_word = client.post(to("suggest", call), stamped(text="x" * (LONGEST_DRAFT + 1)), **JSON)

        assert [page.status_code, quiet.status_code, in_word.status_code] == [422, 422, 422]
        assert "more text than a draft holds" in str(errors(book))
        assert in_word.json()["said"].startswith("Not saved. This is more text")
        assert not Suggestion.objects.exists()

    def test_what_the_other_typed_comes_in_and_is_told(self, client, call, latvia):
        sub = speaks_for("LV", role=Role.SUBSTITUTE)
        draft = begun(call, sub)
        base = "category=&title=&text=&links=&contact_name=&contact_email="
        typed = dict.fromkeys(SAID, "") | {"title": "Alarms"}
        services.save_draft(draft, version=1, typed=typed, by=sub, at=NOW)
        own = stamped(text="Every house.", base=base)

        quiet = client.post(to("draft", draft), own, **JSON).json()
        loud = client.post(to("draft", draft), {**own, "send": "1"}, follow=True)

        assert quiet["taken"] is True
        assert f"{sub.user.name} has changed meanwhile: Title." in quiet["said"]
        assert said(loud) == [f"{latvia.user.name} has changed meanwhile: Title."]

    def test_two_who_type_the_same_are_shown_both(self, client, call, latvia):
        sub = speaks_for("LV", role=Role.SUBSTITUTE)
        draft = begun(call, sub)
        base = "category=&title=&text=&links=&contact_name=&contact_email="
        typed = dict.fromkeys(SAID, "") | {"title": "Alarms"}
        services.save_draft(draft, version=1, typed=typed, by=sub, at=NOW)
        own = stamped(title="Locks", text="Mine.", base=base)

        quiet = client.post(to("draft", draft), own, **JSON)
        both = client.post(to("draft", draft), own)
        kept = {**own, "version": "2", "mine": "1", "of_title": "theirs"}
        chosen = client.post(to("draft", draft), kept, follow=True)

        assert (quiet.status_code, both.status_code) == (409, 409)
        assert sub.user.name in quiet.json()["said"]
        (clash,) = both.context["clashes"]
        assert (clash.label, clash.theirs, clash.own) == ("Title", "Alarms", "Locks")
        assert "Mine." in both.text
        assert said(chosen)[-1] == "Saved: this is the draft of you both now."
        draft.refresh_from_db()
        assert (draft.typed["title"], draft.typed["text"]) == ("Alarms", "Mine.")

    def test_what_comes_after_the_last_day_is_refused_and_stays_in_the_form(
        self, client, call, latvia, time_machine
    ):
        draft = begun(call, latvia)
        later(client, latvia, time_machine)

        for address in (to("suggest", call), to("draft", draft)):
            late = client.post(address, stamped(title="Alarms", text="Every house.", send="1"))
            quiet = client.post(address, stamped(title="Alarms"), **JSON)
            assert LATE in errors(late)["__all__"][0]
            assert "Every house." in late.text
            assert (quiet.status_code, LATE in quiet.json()["said"]) == (410, True)
        assert said(client.get(to("suggest", call), follow=True)) == [
            "This call cannot be answered now."
        ]
        assert client.get(to("draft", draft)).url == to("one", draft)
        assert "A draft that was not sent in time." in client.get(to("one", draft)).text

    def test_what_was_sent_meanwhile_is_no_draft_any_more(self, client, call, latvia):
        one = suggested(call, latvia)

        loud = client.post(to("draft", one), stamped(title="Alarms in barns"))
        quiet = client.post(to("draft", one), stamped(title="A"), **JSON)

        words = "This is no draft any more, so what you typed was not saved."
        assert errors(loud)["__all__"] == [words]
        assert 'value="Alarms in barns"' in loud.text
        assert (quiet.status_code, quiet.json()) == (410, {"said": words})

    def test_it_is_for_who_speaks_for_a_state_that_is_asked(self, client, call, latvia):
        draft, given = begun(call, latvia), suggested(call, latvia)

        for who in (at_work(), team()):
            client.force_login(who.user)
            assert client.get(to("suggest", call)).status_code == 404
            assert client.get(to("draft", draft)).status_code == 404
        office = at_work()
        client.force_login(office.user)
        assert client.get(to("draft", given)).status_code == 404
        call.answers.filter(member_state="PT").delete()
        client.force_login(speaks_for("PT").user)
        assert client.get(to("suggest", call)).status_code == 404

    def test_who_speaks_for_two_states_chooses(self, client, call, latvia):
        MandateFactory(user=latvia.user, member_state=state("EE"))

        client.post(f"{to('suggest', call)}?state=LV", stamped(title="A"))
        client.post(f"{to('suggest', call)}?state=EE", stamped(title="B"))
        client.post(f"{to('suggest', call)}?state=XX", stamped(title="C"))

        assert [
            (one.answer.member_state_id, one.typed["title"])
            for one in Suggestion.objects.order_by("pk")
        ] == [("LV", "A"), ("EE", "B"), ("EE", "C")]
