"""The pages on which it is decided what becomes of a suggestion."""

import pytest

from suggestions import services
from suggestions.enums import SuggestionDeed
from suggestions.models.suggestion import LABEL
from tests.accounts.answered import errors, said
from tests.factories.documents import document
from tests.factories.events import EventFactory
from tests.factories.programme import TaskFactory
from tests.factories.suggestions import AFTER, NOW, begun, network, suggested, team
from tests.suggestions.visiting import later, to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _february(time_machine):
    network()
    time_machine.move_to(NOW, tick=False)


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
