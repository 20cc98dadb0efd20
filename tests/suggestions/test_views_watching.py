"""The pages of a call that runs: watched, reminded of, extended, published, taken out."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest

from accounts.enums import Role
from journal.models import Entry
from mail.models import Letter
from suggestions import services
from suggestions.enums import Deed, SuggestionDeed
from tests.accounts.answered import day, errors, said
from tests.factories.events import EventFactory
from tests.factories.suggestions import (
    AFTER,
    LAST,
    NOW,
    at_work,
    drafted,
    network,
    opened,
    speaks_for,
    suggested,
)
from tests.queries import counted
from tests.suggestions.visiting import LIST, MOVED_ON, READ_AGAIN, as_read, fresh, holds, later, to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _february(time_machine):
    network()
    time_machine.move_to(NOW, tick=False)


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
        assert said(sent) == ["27 Member States get a reminder."]
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

    def test_the_workbook_names_no_event_that_one_may_not_know(self, client, belgium):
        call = opened(belgium)
        known, secret = (
            EventFactory(title=title, visibility=visibility)
            for title, visibility in (("Focus day", "network"), ("Against Mr X", "restricted"))
        )
        for event in (known, secret, None):
            one = suggested(call)
            type(one).objects.filter(pk=one.pk).update(event=event)

        book = openpyxl.load_workbook(io.BytesIO(client.get(to("xlsx", call)).content))

        assert [row[-1] for row in book["Suggestions"].iter_rows(values_only=True)] == [
            "Event", "Focus day", None, None,
        ]  # fmt: skip


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
