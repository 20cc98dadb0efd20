"""The pages of a call: drafted, changed, thrown away, and sent out after a look."""

import datetime as dt
import uuid

import pytest

from accounts.enums import Role
from mail.models import Letter
from suggestions import services
from suggestions.enums import CallState
from suggestions.models import Call
from tests.accounts.answered import day, errors, said
from tests.factories.accounts import BodyFactory
from tests.factories.suggestions import (
    FIRST,
    LAST,
    NOW,
    at_work,
    drafted,
    network,
    opened,
    speaks_for,
    team,
)
from tests.suggestions.visiting import (
    LIST,
    MOVED_ON,
    NEW,
    READ_AGAIN,
    as_read,
    fresh,
    holds,
    later,
    to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _february(time_machine):
    network()
    time_machine.move_to(NOW, tick=False)


def boxes(**changes):
    return {
        "once": str(uuid.uuid4()),
        "presidency": "BE",
        "body": "BOARD",
        "title": "Burglaries",
        "text": "What works?",
        "categories": ["policy", "practice"],
        **day("opens_on", FIRST),
        **day("closes_on", LAST),
        **changes,
    }


class TestDrafting:
    """What nobody but the Presidency and the Secretariat sees."""

    def test_a_presidency_drafts_and_changes_a_call(self, client, belgium):
        form = client.get(NEW)
        response = client.post(NEW, boxes(), follow=True)
        call = Call.objects.get()

        assert form.status_code == 200
        assert 'type="hidden" name="presidency"' in form.text
        assert said(response) == ["Drafted. Read it once more, and send it out."]
        assert (call.title, call.presidency_id, call.categories) == (
            "Burglaries", "BE", ["policy", "practice"],
        )  # fmt: skip
        assert "Theft" not in client.get(to("edit", call)).text
        answer = client.post(to("edit", call), boxes(version="1", title="Theft"), follow=True)
        assert said(answer) == ["Saved."]
        stale = client.post(to("edit", call), boxes(version="1", title="Fraud"))
        assert stale.status_code == 409
        assert stale.context["differences"] == [("Title", "Theft", "Fraud")]

    def test_the_secretariat_chooses_among_presidencies(self, client):
        client.force_login(at_work().user)

        page = client.get(NEW).text
        client.post(NEW, boxes(presidency="HU"))

        assert [f'value="{code}"' in page for code in ("BE", "HU", "PL")] == [True, True, True]
        assert Call.objects.get().presidency_id == "HU"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": ""}, "title"),
            ({"text": "x" * 4001}, "text"),
            ({"categories": []}, "categories"),
            ({"categories": ["poetry"]}, "categories"),
            (day("closes_on", FIRST), "closes_on"),
            (day("closes_on", None), "closes_on"),
            (day("opens_on", None), "opens_on"),
            (day("opens_on", LAST), "closes_on"),
            ({"presidency": "HU"}, "presidency"),
            ({"once": "x"}, "once"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(self, changes, field, client, belgium):
        assert list(errors(client.post(NEW, boxes(**changes)))) == [field]
        assert not Call.objects.exists()

    def test_a_team_whose_presidency_is_over_asks_no_more(self, client):
        client.force_login(team("ES").user)

        assert said(client.get(NEW, follow=True)) == [
            "No Presidency of yours is in office or begins within a year."
        ]

    def test_a_draft_is_thrown_away_and_cannot_be_once_it_is_open(self, client, belgium):
        call, running = drafted(belgium), opened(belgium)

        assert said(client.post(to("discard", call), follow=True)) == ["The draft is thrown away."]
        not_now = ["This can no longer be done: below is how it stands."]
        for name, send in (
            ("discard", client.post),
            ("edit", client.get),
            ("send_out", client.get),
        ):
            assert said(send(to(name, running), follow=True)) == not_now
        late = client.post(to("edit", running), boxes(version=str(running.version), text="Barns?"))
        assert errors(late) == {"__all__": [MOVED_ON]}
        assert "Barns?" in late.text
        assert said(client.post(to("send_out", running), as_read(running), follow=True)) == not_now

    def test_a_title_without_a_space_is_broken_and_not_the_page(self, client, belgium, settings):
        call = opened(belgium)
        Call.objects.filter(pk=call.pk).update(title="a" * 150)

        page = "".join(client.get(LIST).text.split())

        assert f'class="c-mainbreak"><ahref="{call.get_absolute_url()}">' in page
        styles = (settings.BASE_DIR / "static" / "app.css").read_text()
        assert ".break {\n  overflow-wrap: anywhere;" in styles

    def test_others_find_no_draft_and_no_page_for_it(self, client):
        call = drafted()

        for who in (speaks_for("LV"), team("HU"), at_work(Role.ADMINISTRATOR)):
            client.force_login(who.user)
            for name in ("call", "edit", "send_out", "extend", "remind", "xlsx"):
                assert client.get(to(name, call)).status_code == 404, name
        running = opened()
        client.force_login(team("HU").user)
        assert client.get(to("edit", running)).status_code == 404
        client.force_login(speaks_for("LV").user)
        assert client.get(NEW).status_code == 404
        for name in ("edit", "send_out", "extend", "remind", "xlsx"):
            assert client.get(to(name, running)).status_code == 404, name
        for name in ("discard", "publish", "reminding"):
            assert client.post(to(name, running)).status_code == 404, name


class TestSendingOut:
    """The letter and who gets it are seen before it goes."""

    def test_it_is_sent_out_after_a_look(self, client, belgium):
        latvia, call = speaks_for("LV"), drafted(belgium)

        page, shown = client.get(to("send_out", call)), as_read(call)
        sent = client.post(to("send_out", call), as_read(call), follow=True)

        assert "27 Member States are asked" in page.text
        assert holds(page.text, shown)
        assert "Send to 1 person" in page.text
        assert latvia.user.email in page.text
        assert said(sent) == ["The call is open."]
        assert (fresh(call).state, Letter.objects.count()) == (CallState.OPEN, 1)

    def test_what_keeps_it_back_is_said(self, client, belgium, time_machine):
        nobody = drafted(belgium, body=BodyFactory(chaired_by_presidency=False))
        late = drafted(belgium, closes_on=FIRST)

        assert said(client.post(to("send_out", nobody), as_read(nobody), follow=True)) == [
            "No Member State sits in this body on the first day."
        ]
        assert "Nobody speaks for these" in client.get(to("send_out", nobody)).text
        later(client, belgium, time_machine, NOW + dt.timedelta(days=2))
        assert said(client.post(to("send_out", late), as_read(late), follow=True)) == [
            "The last day is over: change it first."
        ]

    @pytest.mark.parametrize("typed", ["older", "none"])
    def test_a_draft_that_was_changed_meanwhile_does_not_leave_unread(self, client, belgium, typed):
        call = drafted(belgium)
        said_then = as_read(call) if typed == "older" else {}
        services.change_call(call, version=call.version, title="Other", by=belgium, at=NOW)

        sent = client.post(to("send_out", call), said_then, follow=True)

        assert said(sent) == [READ_AGAIN]
        assert (fresh(call).state, Letter.objects.count()) == (CallState.DRAFT, 0)
