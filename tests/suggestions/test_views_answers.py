"""The pages on which a Member State answers, and those on which its answer is decided on."""

import uuid

import pytest
from django.urls import reverse

from accounts.enums import Role
from documents.models import Document
from suggestions import services
from suggestions.enums import AnswerKind, SuggestionDeed, SuggestionState
from suggestions.forms.suggestion import LONGEST_DRAFT
from suggestions.models import Suggestion
from suggestions.models.suggestion import LABEL
from tests.accounts.answered import errors, said
from tests.documents.files import PDF, sent
from tests.factories.accounts import MandateFactory
from tests.factories.documents import document
from tests.factories.events import EventFactory
from tests.factories.programme import TaskFactory
from tests.factories.suggestions import (
    AFTER,
    NOW,
    SAID,
    at_work,
    begun,
    network,
    opened,
    speaks_for,
    state,
    suggested,
    team,
)
from tests.suggestions.visiting import later

pytestmark = pytest.mark.django_db

JSON = {"headers": {"accept": "application/json"}}
LATE = "The time to answer ended on Thursday 29 February 2024. Nothing was sent"


@pytest.fixture(autouse=True)
def _february(time_machine):
    network()
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def latvia(client):
    by = speaks_for("LV")
    client.force_login(by.user)
    return by


@pytest.fixture
def call():
    return opened()


def to(name, thing, *more):
    return reverse(f"suggestions:{name}", args=[thing.key, *more])


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
            ("save", "call", ["Saved. You and who shares your seat find the draft here."]),
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


class TestAnswering:
    """None, changes, files, and what the Secretariat enters."""

    def test_none_is_said_and_taken_back(self, client, call, latvia, time_machine):
        answer = call.answers.get(member_state="LV")

        def press(name, code="LV"):
            response = client.post(to(name, call), {"state": code}, follow=True)
            answer.refresh_from_db()
            return response

        assert said(press("none")) == ["Thank you: that is an answer too."]
        assert answer.kind == AnswerKind.NONE
        assert "Take “none” back" in client.get(to("call", call)).text
        assert said(press("not_none")) == ["Taken back: you have not answered now."]
        assert press("none", "PT").status_code == 404
        suggested(call, latvia)
        assert said(press("none")) == ["You have suggested something: take that back first."]
        later(client, latvia, time_machine)
        assert LATE in said(press("none"))[0]
        assert LATE in said(press("not_none"))[0]

    def test_what_was_sent_is_changed_and_taken_back(self, client, call, latvia):
        one = suggested(call, latvia)
        address = to("change", one)
        changed = {**SAID, "title": "Locks", "version": str(one.version)}

        assert client.get(address).status_code == 200
        assert said(client.post(address, changed, follow=True)) == ["Saved."]
        stale = client.post(address, {**changed, "title": "Bolts"})
        assert (stale.status_code, stale.context["differences"]) == (
            409, [("Title", "Locks", "Bolts")],
        )  # fmt: skip
        assert "Change the suggestion" in client.get(to("one", one)).text
        assert said(client.post(to("take_back", one), follow=True)) == ["Taken back."]
        assert not Suggestion.objects.exists()

    def test_what_is_late_or_decided_is_not_changed(self, client, call, latvia, time_machine):
        one = suggested(call, latvia)
        changed = {**SAID, "title": "Locks", "version": str(one.version)}
        later(client, latvia, time_machine)

        late = client.post(to("change", one), changed)
        assert LATE in errors(late)["__all__"][0]
        not_now = ["It can no longer be changed: below is how it stands."]
        assert said(client.get(to("change", one), follow=True)) == not_now
        assert said(client.post(to("take_back", one), follow=True)) == not_now
        office = at_work(at=AFTER)
        services.decide(
            one, version=one.version, deed=SuggestionDeed.DECLINE, reason="No.", by=office, at=AFTER
        )
        client.force_login(office.user)
        decided = client.post(to("change", one), changed)
        files = {"once": str(uuid.uuid4()), "title": "Plan", "uploads": sent("a.pdf", PDF)}
        added = client.post(to("attach", one), files)
        words = ["It can no longer be changed: it is decided, or was taken back."]
        assert errors(decided) == errors(added) == {"__all__": words}
        assert 'value="Locks"' in decided.text
        assert 'value="Plan"' in added.text
        assert "may_change" in client.get(to("one", one)).context
        assert client.get(to("one", one)).context["may_change"] is False

    def test_files_are_added_read_and_removed(self, client, call, latvia, time_machine):
        one, office = suggested(call, latvia), at_work()
        address = to("attach", one)
        files = {"once": str(uuid.uuid4()), "title": "Plan", "uploads": sent("plan.pdf", PDF)}

        assert client.get(address).status_code == 200
        bad = {**files, "uploads": sent("plan.pdf", b"<html>")}
        assert list(errors(client.post(address, bad))) == ["uploads"]
        files["uploads"] = sent("plan.pdf", PDF)
        assert said(client.post(address, files, follow=True)) == ["Added."]
        document = Document.objects.get()
        file = to("attached", one, document.key)
        assert b"".join(client.get(file).streaming_content) == PDF
        assert "Plan" in client.get(to("one", one)).text
        client.force_login(speaks_for("PT").user)
        assert client.get(file).status_code == 404
        client.force_login(latvia.user)
        removed = client.post(to("detach", one, document.key), follow=True)
        assert said(removed) == ["Removed."]
        assert client.get(file).status_code == 404
        files["uploads"] = sent("plan.pdf", PDF)
        client.post(address, {**files, "once": str(uuid.uuid4())})
        document = Document.objects.standing().get()
        later(client, latvia, time_machine)
        files["uploads"] = sent("plan.pdf", PDF)
        assert LATE in errors(client.post(address, files))["__all__"][0]
        late = client.post(to("detach", one, document.key), follow=True)
        assert said(late) == ["It can no longer be changed: below is how it stands."]
        client.force_login(speaks_for("PT", at=AFTER).user)
        read = client.get(to("one", one))
        assert "Plan" in read.text
        assert "zoe@police.example" not in read.text
        for name in ("change", "attach", "draft"):
            assert client.get(to(name, one)).status_code == 404
        client.force_login(office.user)
        client.post(to("take_back", one))
        assert not Document.objects.standing().exists()

    def test_the_secretariat_enters_what_came_by_mail(self, client, call, time_machine):
        later(client, at_work(), time_machine)
        told = {**SAID, "once": str(uuid.uuid4()), "member_state": "LV", "reason": "Mail"}
        address, none = to("enter", call), to("enter_none", call)

        assert [client.get(one).status_code for one in (address, none)] == [200, 200]
        assert list(errors(client.post(address, {**told, "reason": ""}))) == ["reason"]
        assert said(client.post(address, told, follow=True)) == ["Entered."]
        wrong = client.post(none, {"member_state": "LV", "reason": "Mail"})
        assert errors(wrong) == {"member_state": ["It has suggested something."]}
        entered = client.post(none, {"member_state": "PT", "reason": "Mail"}, follow=True)
        assert said(entered) == ["Entered."]
        assert "entered for it" in entered.text
        one = Suggestion.objects.get()
        office = at_work(at=AFTER)
        services.decide(
            one, version=one.version, deed=SuggestionDeed.DECLINE, reason="No.", by=office, at=AFTER
        )
        services.publish_call(call, by=office, at=AFTER)
        told = {**told, "once": str(uuid.uuid4()), "reason": "Mail of 3 March"}
        for late in (
            client.post(address, told),
            client.post(none, {"member_state": "EL", "reason": "Mail of 3 March"}),
        ):
            assert "its results are public" in errors(late)["__all__"][0]
            assert 'value="Mail of 3 March"' in late.text


class TestDeciding:
    """What becomes of a suggestion, and why."""

    def test_who_decides_is_told_of_the_files(self, client, call, latvia, time_machine):
        one, by = suggested(call, latvia), team(at=AFTER)
        document(LABEL, str(one.key), visibility="body")
        later(client, by, time_machine)

        assert "1 file belongs to it" in client.get(to("decide", one)).text

    def test_it_is_decided_with_a_reason_and_linked(self, client, call, latvia, time_machine):
        one, by = suggested(call, latvia), team(at=AFTER)
        client.force_login(by.user)
        address = to("decide", one)
        typed = {"version": str(one.version), "deed": "take_up", "reason": "It fits."}
        later(client, by, time_machine)

        page = client.get(address).text
        assert list(errors(client.post(address, {**typed, "reason": ""}))) == ["reason"]
        decided = client.post(address, typed, follow=True)
        stale = client.post(address, {**typed, "reason": "Mine."})

        assert "Every new house gets one." in page
        assert "https://example.eu/alarms" in page
        assert "belongs to it" not in page
        assert said(decided) == ["Decided; who suggested it hears by mail."]
        assert (stale.status_code, stale.context["differences"]) == (
            409, [("Reason", "It fits.", "Mine.")],
        )  # fmt: skip
        event, task = EventFactory(visibility="network"), TaskFactory()
        assert client.get(to("link", one)).status_code == 200
        linked = {"version": str(one.version + 1), "task": task.pk, "event": event.slug}
        assert said(client.post(to("link", one), linked, follow=True)) == ["Saved."]
        assert client.post(to("link", one), {**linked, "event": ""}).status_code == 409
        shown = client.get(to("one", one)).text
        assert (event.title in shown, task.code in shown, "Decide anew" in shown) == (True,) * 3
        event.visibility = "restricted"
        event.save()
        client.force_login(latvia.user)
        assert event.title not in client.get(to("one", one)).text

    def test_before_the_end_and_once_published_it_says_why_and_keeps_the_reason(
        self, client, call, latvia, time_machine
    ):
        one, by = suggested(call, latvia), team(at=AFTER)
        client.force_login(by.user)
        address = to("decide", one)
        typed = {"version": str(one.version), "deed": "take_up", "reason": "It fits."}
        early = "The call is open until Thursday 29 February 2024: decide once it is over."
        asked, pressed = client.get(address, follow=True), client.post(address, typed)

        assert said(asked) == [early]
        assert errors(pressed) == {"__all__": [early]}
        assert "It fits." in pressed.text
        later(client, by, time_machine)
        one = services.decide(
            one, version=one.version, deed=SuggestionDeed.DECLINE, reason="No.", by=by, at=AFTER
        )
        linked = {"version": str(one.version), "task": TaskFactory().pk}
        untaken = "It is not taken up, so it can become nothing yet: decide on it first."
        assert said(client.get(to("link", one), follow=True)) == [untaken]
        assert errors(client.post(to("link", one), linked)) == {"__all__": [untaken]}
        services.publish_call(call, by=by, at=AFTER)
        late = "The results are published: what was decided stays."
        assert said(client.get(address, follow=True)) == [late]
        pressed = client.post(address, {**typed, "version": str(one.version)})
        assert errors(pressed) == {"__all__": [late]}

    def test_it_is_for_who_runs_the_call(self, client, call, latvia, time_machine):
        one, draft = suggested(call, latvia), begun(call, latvia)
        later(client, latvia, time_machine)

        for who in (latvia, team("HU", at=AFTER)):
            client.force_login(who.user)
            assert client.get(to("decide", one)).status_code == 404
            assert client.get(to("link", one)).status_code == 404
        client.force_login(team(at=AFTER).user)
        assert client.get(to("decide", draft)).status_code == 404
        shown = client.get(to("one", one))
        assert "zoe@police.example" in shown.text
        assert shown.context["may_decide"] is True


def test_nothing_is_written_by_looking(client, call, latvia):
    one = suggested(call, latvia)
    before = Suggestion.objects.values().get()

    for address in (to("call", call), to("one", one), to("suggest", call), to("change", one)):
        client.get(address)
        client.head(address)

    assert Suggestion.objects.values().get() == before
