"""The pages of comments on minutes: asked for until a day, made, answered, and told of."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine

from accounts.enums import Role, Visibility
from accounts.models import MemberState
from journal.models import Entry
from meetings import replies, services, todos
from meetings.enums import AdoptedBy, CommentAnswer, Deed, MinutesPart
from meetings.models import Comment, Minutes
from tests.factories.accounts import MandateFactory
from tests.factories.held import AFTER, somebody
from tests.meetings.minuted import UNTIL, held
from tests.meetings.reading import LATER, drafted, of, sent, visiting, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as travelled:
        yield travelled


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_minutes_are_sent_for_comments_until_a_day(client):
    event = held()
    found = drafted(event)
    visiting(client)
    somebody(Role.NR, code="LV", at=AFTER)
    send = of("send_minutes", event)

    asked = words(client.get(send))
    over = client.post(send, {"version": found.version} | day("until", dt.date(2024, 6, 1)))
    stale = client.post(send, {"version": 99} | day("until", UNTIL), follow=True)
    done = client.post(send, {"version": found.version} | day("until", UNTIL), follow=True)

    assert "1 letter goes out, to those who speak for the seats." in asked
    assert "Nobody speaks for: Belgium, " in asked
    assert "Draft minutes, for your comments: " in asked
    assert "has the button “Open the minutes”." in asked
    assert over.status_code == 422
    assert "That day is over." in words(over)
    assert "changed meanwhile" in words(stale)
    assert "Comments until <strong>" in words(done)
    assert "28 seats are silent" in words(done)


def test_seats_comment_take_back_or_have_nothing_to_say(client, clock):
    event = held()
    found = sent(event)
    section = found.sections.get(part=MinutesPart.OPENING)
    address = of("comment", event, section.key)
    own = visiting(client, Role.NR, "LV")

    assert "We have no comment" in words(client.get(of("minutes", event)))
    assert "Belgium was in the chair." in words(client.get(address))
    said = {"once": uuid4(), "seat": "LV", "text": "It rained.", "proposal": "It was wet."}
    wrong = client.post(address, said | {"text": ""})
    page = words(client.post(address, said, follow=True))
    assert wrong.status_code == 422
    assert "It rained." in page
    assert "It was wet." in page
    assert "Your seat has answered." in page
    (made,) = Comment.objects.all()
    assert made.made_by == own.user
    visiting(client, Role.NR, "SE")
    withdraw = of("withdraw_comment", event, made.key)
    assert "not yours to take back" in words(client.post(withdraw, follow=True))
    done = words(client.post(of("no_comment", event), follow=True))
    assert "nobody reminds you" in done
    client.force_login(own.user)
    back = client.post(withdraw)
    assert back.url == f"{of('minutes', event)}#{section.key}"
    page = words(client.get(back.url))
    assert "The comment is taken back. It said: It rained. Instead: It was wet." in page
    clock.move_to(LATER, tick=False)
    client.force_login(own.user)
    late = client.post(address, said | {"once": uuid4()})
    assert late.status_code == 422
    assert "is over" in words(late)
    assert "is over" in words(client.post(of("no_comment", event), follow=True))
    visiting(client)
    assert client.get(address).status_code == 404
    assert client.post(of("no_comment", event)).status_code == 404


def test_a_seat_without_a_comment_has_one_after_all_while_it_can(client, clock):
    event = held()
    sent(event)
    page, back = of("minutes", event), of("comment_after_all", event)
    own = visiting(client, Role.NR, "LV")
    assert "We have a comment after all" not in words(client.get(page))
    client.post(of("no_comment", event))
    assert "We have a comment after all" in words(client.get(page))

    done = client.post(back, follow=True)
    client.post(back)

    assert "It is taken back: comment section by section." in words(done)
    assert "We have no comment" in words(done)
    deeds = Entry.objects.filter(deed__in=[Deed.MINUTES_UNCOMMENTED, Deed.NO_COMMENT_TAKEN_BACK])
    assert list(deeds.order_by("pk").values_list("deed", "facts", "acting_for")) == [
        (Deed.MINUTES_UNCOMMENTED, {"seat": "Latvia"}, "LV"),
        (Deed.NO_COMMENT_TAKEN_BACK, {"seat": "Latvia"}, "LV"),
    ]
    client.post(of("no_comment", event))
    visiting(client)
    assert client.post(back).status_code == 404
    clock.move_to(LATER, tick=False)
    client.force_login(own.user)
    assert "is over" in words(client.post(back, follow=True))
    assert Minutes.objects.get().no_comments.exists()


def test_who_speaks_for_two_seats_says_for_which(client):
    event = held()
    found = sent(event)
    by = visiting(client, Role.NR, "LV")
    MandateFactory(user=by.user, role=Role.NR, member_state=MemberState.objects.get(pk="SE"))

    page = words(client.get(of("comment", event, found.sections.first().key)))

    assert "Latvia" in page
    assert "Sweden" in page


def test_each_comment_is_answered_and_then_the_minutes_go_before_the_body(client):
    event = held()
    found = sent(event)
    section = found.sections.get(part=MinutesPart.OPENING)
    own = somebody(Role.NR, code="LV", at=AFTER)
    latvia = next(one for one in replies.seats(found) if one.code == "LV")
    made = services.comment(
        section, once=uuid4(), place=latvia, text="?", proposal="!", by=own, at=AFTER
    )
    visiting(client)
    address, finish = of("answer_comment", event, made.key), of("finish_minutes", event)

    version = Minutes.objects.get().version
    open_ = words(client.get(of("minutes", event)))
    early = words(client.post(finish, {"version": version}, follow=True))
    asked = words(client.get(address))
    wrong = client.post(address, {"version": 1, "answer": "partly", "reason": ""})
    silent = client.post(address, {"version": 1, "answer": ""})
    done = words(client.post(address, {"version": 1, "answer": "taken"}, follow=True))
    stale = client.post(address, {"version": 1, "answer": "not_taken", "reason": "No."})
    version = Minutes.objects.get().version
    finished = words(client.post(finish, {"version": version, "is_early": "on"}, follow=True))
    typed = {"version": 2, "answer": "not_taken", "reason": "It was said otherwise."}
    late = client.post(address, typed)
    again = words(client.post(finish, {"version": version + 1}, follow=True))
    found.refresh_from_db()
    how = {"how": AdoptedBy.MEETING, "by": somebody(at=LATER), "at": LATER}
    services.adopt_minutes(found, **how)
    after = client.post(address, typed)

    assert "Comments without an answer:" in open_
    assert "Comments without an answer:" not in done
    assert "Some comments have no answer yet." in early
    assert "Instead: !" in asked
    assert (wrong.status_code, silent.status_code, stale.status_code) == (422, 422, 409)
    assert "Taken up" in done
    assert "The minutes are before the body." in finished
    for refused in (late, after):
        assert (refused.status_code, "not out for comments" in refused.text) == (422, True)
        assert "It was said otherwise." in refused.text
    made.refresh_from_db()
    assert made.answer == CommentAnswer.TAKEN
    assert "“Awaiting adoption”" in again


def test_what_waits_about_minutes_is_told():
    event = held()
    officer, member = somebody(at=AFTER), somebody(Role.NR, code="LV", at=AFTER)
    late = somebody(at=LATER)

    def told(by):
        return [one.what for one in todos.minutes.for_user(by)]

    assert told(officer) == ["Draft the minutes: Board meeting, Wed 29 May 2024"]
    assert told(member) == []
    drafted(event)
    assert told(officer) == ["Send the minutes for comments: Board meeting, Wed 29 May 2024"]
    sent(event)
    assert (told(officer), told(member)) == (
        [],
        ["Comment on the minutes: Board meeting, Wed 29 May 2024"],
    )
    assert told(late) == ["Lay the minutes before the body: Board meeting, Wed 29 May 2024"]
    assert told(somebody(Role.PRESIDENCY, code="BE", at=LATER)) == told(late)
    assert told(somebody(Role.ADMINISTRATOR, at=LATER)) == []


def test_a_comment_waits_for_its_answer_from_the_moment_it_is_made():
    event = held()
    found, officer = sent(event), somebody(at=AFTER)
    seat = replies.seats(found)[0]
    member = somebody(Role.NR, code=seat.code, at=AFTER)

    def told(by):
        return [(one.what, one.by and one.by.date(), one.url) for one in todos.minutes.for_user(by)]

    def commented(section):
        return services.comment(
            section, once=uuid4(), place=seat, text="It rained.", by=member, at=AFTER
        )

    first = commented(found.sections.get(part=MinutesPart.OPENING))
    item = found.sections.filter(part=MinutesPart.ITEM).first()
    commented(item)
    page = f"/events/{event.slug}/minutes/"
    one = ("Answer 1 comment on the minutes: Board meeting, Wed 29 May 2024", UNTIL, page)
    two = ("Answer 2 comments on the minutes: Board meeting, Wed 29 May 2024", UNTIL, page)
    assert told(officer) == told(somebody(Role.PRESIDENCY, code="BE", at=AFTER)) == [two]
    assert told(somebody(at=LATER)) == [two]
    item.item.visibility = Visibility.RESTRICTED
    item.item.save()
    assert told(officer) == [one]
    services.answer_comment(first, answer="taken", version=1, by=officer, at=AFTER)
    assert told(officer) == []
