"""The pages of an answer that was given: none, changed, with files, entered by others."""

import uuid

import pytest

from documents.models import Document
from suggestions import services
from suggestions.enums import AnswerKind, SuggestionDeed
from suggestions.models import Suggestion
from tests.accounts.answered import errors, said
from tests.documents.files import PDF, sent
from tests.factories.suggestions import AFTER, NOW, SAID, at_work, network, speaks_for, suggested
from tests.suggestions.visiting import LATE, later, to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _february(time_machine):
    network()
    time_machine.move_to(NOW, tick=False)


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


def test_nothing_is_written_by_looking(client, call, latvia):
    one = suggested(call, latvia)
    before = Suggestion.objects.values().get()

    for address in (to("call", call), to("one", one), to("suggest", call), to("change", one)):
        client.get(address)
        client.head(address)

    assert Suggestion.objects.values().get() == before
