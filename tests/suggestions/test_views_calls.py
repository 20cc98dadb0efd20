"""The pages of a call: drafted, sent out, watched, reminded of, extended, published, taken out."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest
from django.urls import reverse

from accounts.enums import Role
from journal.models import Entry
from mail.models import Letter
from suggestions import services
from suggestions.enums import CallState, Deed, SuggestionDeed
from suggestions.models import Call
from tests.accounts.answered import day, errors, said
from tests.factories.accounts import BodyFactory
from tests.factories.suggestions import (
    AFTER,
    FIRST,
    LAST,
    NOW,
    at_work,
    drafted,
    network,
    opened,
    speaks_for,
    suggested,
    team,
)
from tests.queries import counted
from tests.suggestions.visiting import later

pytestmark = pytest.mark.django_db

READ_AGAIN = "It was changed meanwhile. Look at it once more."
MOVED_ON = "This can no longer be done: the call has moved on."
LIST, NEW = "/suggestions/", "/suggestions/new/"


@pytest.fixture(autouse=True)
def _february(time_machine):
    network()
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def belgium(client):
    by = team()
    client.force_login(by.user)
    return by


def to(name, call):
    return reverse(f"suggestions:{name}", args=[call.key])


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


def fresh(call):
    return Call.objects.get(pk=call.pk)


def as_read(call):
    """What a button sends of the call as it stands."""
    return {"version": str(fresh(call).version)}


def holds(page, said):
    """Whether the form of a page sends that."""
    return f'<input type="hidden" name="version" value="{said["version"]}">' in page


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


class TestWatching:
    """Who has answered, reminders, more time, results."""

    def test_who_runs_it_sees_who_has_answered_and_members_do_not(self, client, belgium):
        call, latvia = opened(belgium), speaks_for("LV")
        suggested(call, latvia)

        own = client.get(to("call", call))
        tiles = {one.member_state_id: sent for one, _pill, sent in own.context["answers"]}
        client.force_login(speaks_for("PT").user)
        others = client.get(to("call", call))

        assert (own.context["answered"], own.context["given"], len(own.context["silent"])) == (
            1, 1, 26,
        )  # fmt: skip
        assert "26 Member States have not answered" in own.text
        assert (tiles["LV"], tiles["PT"]) == (1, 0)
        assert "Decide" not in own.text
        assert "Monday 26 February 2024" in own.text
        assert "Burglary alarms for all" in own.text
        assert "answers" not in others.context
        assert "Burglary alarms for all" not in others.text
        assert "The answer of Portugal" in others.text
        assert "We have none" in others.text

    def test_calls_are_listed_with_where_they_stand(self, client, belgium, time_machine):
        assert "Nothing is asked yet" in client.get(LIST).text
        drafted(belgium)
        opened(belgium, opens_on=LAST, closes_on=dt.date(2024, 3, 20))
        opened(belgium)

        shown = client.get(LIST)
        later(client, belgium, time_machine)
        after = client.get(LIST)

        assert [pill.label for _call, pill in shown.context["rows"]] == [
            "Opens later", "Open", "Draft",
        ]  # fmt: skip
        assert [pill.label for _call, pill in after.context["rows"]] == ["Open", "Closed", "Draft"]
        assert shown.context["may_ask"]
        client.force_login(at_work(Role.ADMINISTRATOR).user)
        assert client.get(LIST).status_code == 404

    def test_the_silent_are_reminded_after_a_preview(self, client, belgium):
        greece, call = speaks_for("EL"), opened(belgium)
        address = to("remind", call)
        typed = {"once": str(uuid.uuid4()), "subject": "Please", "text": "A minute."}
        Letter.objects.all().delete()

        form, preview = client.get(address), client.post(address, typed)
        wrong = client.post(address, typed | {"subject": ""})
        assert not Letter.objects.exists()
        sent = client.post(address, typed | {"sure": "on"}, follow=True)

        assert greece.user.email in form.text
        assert "So it goes out" in preview.text
        assert list(errors(wrong)) == ["subject"]
        assert said(sent) == ["27 Member States are reminded."]
        assert [letter.subject for letter in Letter.objects.all()] == ["Please"]

    def test_nobody_is_reminded_once_it_is_over(self, client, belgium, time_machine):
        address = to("remind", opened(belgium))
        later(client, belgium, time_machine)
        words = {"subject": "a", "text": "Please, by Monday"}
        typed = {"once": str(uuid.uuid4()), **words, "sure": "on"}

        asked, pressed = client.get(address, follow=True), client.post(address, typed)

        assert said(asked) == ["This can no longer be done: below is how it stands."]
        assert errors(pressed) == {"__all__": [MOVED_ON]}
        assert "Please, by Monday" in pressed.text

    def test_reminding_by_itself_is_switched(self, client, belgium):
        call = opened(belgium)

        off = client.post(to("reminding", call), follow=True)
        assert not fresh(call).reminds
        on = client.post(to("reminding", call), {"reminds": "on"}, follow=True)

        assert said(off) == ["No reminder goes out by itself."]
        assert "Remind them before the end" in off.text
        assert said(on) == ["Those who have not answered get a reminder before the end."]
        assert fresh(call).reminds

    def test_more_time_is_given(self, client, belgium, time_machine):
        call = opened(belgium)
        address, last = to("extend", call), LAST + dt.timedelta(days=5)

        assert client.get(address).status_code == 200
        earlier = client.post(address, day("closes_on", LAST))
        extended = client.post(address, day("closes_on", last), follow=True)

        assert errors(earlier) == {"closes_on": ["Choose a day after Thursday 29 February 2024."]}
        assert said(extended) == ["Extended. Everybody who was asked is told."]
        assert fresh(call).closes_on == last
        later(client, belgium, time_machine, AFTER + dt.timedelta(days=9))
        late = client.post(address, day("closes_on", last + dt.timedelta(days=30)))
        assert errors(late) == {"__all__": [MOVED_ON]}

    def test_results_are_published_and_read_by_the_body(self, client, belgium, time_machine):
        call = opened(belgium)
        one = suggested(call)
        later(client, belgium, time_machine)

        page = client.get(to("call", call)).text
        early = client.post(to("publish", call), as_read(call), follow=True)
        services.decide(
            one, version=one.version, deed=SuggestionDeed.PUT_OFF, reason="Next term.",
            by=belgium, at=AFTER,
        )  # fmt: skip
        ready, shown = client.get(to("call", call)).text, as_read(call)
        published = client.post(to("publish", call), as_read(call), follow=True)
        client.force_login(speaks_for("PT").user)
        read = client.get(to("call", call)).text

        assert "1 suggestion waits for your" in page
        assert to("decide", one) in page
        assert to("decide", one) not in ready + read
        assert said(early) == ["Decide on all suggestions first."]
        assert "Publish the results" in ready
        assert holds(ready, shown)
        assert said(published) == ["Published. Every Member State that was asked hears by mail."]
        assert "Published on" in published.text
        assert "What became of the suggestions" in read
        assert "Next term." in read
        assert "The time to answer is over" in read

    def test_what_was_decided_anew_meanwhile_is_not_published_unread(
        self, client, belgium, time_machine
    ):
        call = opened(belgium)
        one = suggested(call)
        later(client, belgium, time_machine)
        words = {"deed": SuggestionDeed.PUT_OFF, "by": belgium, "at": AFTER}
        one = services.decide(one, version=one.version, reason="Next term.", **words)
        then = as_read(call)
        words["deed"] = SuggestionDeed.TAKE_UP
        services.decide(one, version=one.version, reason="Now.", **words)

        published = client.post(to("publish", call), then, follow=True)

        assert said(published) == [READ_AGAIN]
        assert fresh(call).published_at is None

    def test_a_call_to_which_nobody_suggested_anything_says_so(self, client, belgium, time_machine):
        call = opened(belgium)
        later(client, belgium, time_machine)

        assert "Nothing was suggested" in client.get(to("call", call)).text

    def test_all_of_it_is_taken_out_as_a_workbook_and_that_is_journalled(self, client, belgium):
        call, office = opened(belgium), at_work()
        latvia = speaks_for("LV")
        suggested(call, latvia)
        services.say_none(
            call, member_state=call.answers.get(member_state="PT").member_state, by=office,
            reason="By telephone", at=NOW,
        )  # fmt: skip

        client.head(to("xlsx", call))
        assert not Entry.objects.filter(deed=Deed.CALL_TAKEN).exists()
        answer = client.get(to("xlsx", call))

        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert book.sheetnames == ["Suggestions", "Answers"]
        rows = list(book["Suggestions"].iter_rows(values_only=True))
        assert rows[1][:4] == (
            "Latvia", "Practice", "Burglary alarms for all", "Every new house gets one.",
        )  # fmt: skip
        told = {row[0]: (row[1], row[4]) for row in book["Answers"].iter_rows(values_only=True)}
        assert told["Latvia"] == ("Suggests something", None)
        assert told["Portugal"] == ("Has no suggestion", "By telephone")
        assert told["Greece"] == ("Has not answered", None)
        assert Entry.objects.filter(deed=Deed.CALL_TAKEN).count() == 1


def test_the_page_asks_as_much_for_one_suggestion_as_for_many(client, belgium):
    call, latvia = opened(belgium), speaks_for("LV")
    suggested(call, latvia)
    client.get(to("call", call))
    one = counted(lambda: client.get(to("call", call)))
    for _more in range(3):
        suggested(call, latvia)
    many = counted(lambda: client.get(to("call", call)))
    listed = counted(lambda: client.get(LIST))
    opened(belgium)

    assert one == many <= 15
    assert counted(lambda: client.get(LIST)) == listed <= 8
