"""The pages of minutes: read, written, commented, answered, adopted; and the paper."""

import datetime as dt
from io import BytesIO
from uuid import uuid4

import pypdf
import pytest
import time_machine
from django.urls import reverse

import decisions.services
import decisions.sources
from accounts.enums import Role, Visibility
from accounts.models import MemberState
from agendas.models import AgendaItem
from agendas.sources import source
from decisions.models import Decision
from events.enums import State
from meetings import replies, search, services, todos
from meetings.day import table_of
from meetings.enums import AdoptedBy, MinutesPart
from meetings.models import ActionPoint, Comment, Minutes, Section
from tests.factories.accounts import MandateFactory
from tests.factories.agendas import AgendaItemFactory
from tests.factories.events import EventFactory
from tests.factories.held import (
    AFTER,
    DURING,
    adopted_agenda,
    meeting,
    quorate,
    somebody,
)

pytestmark = pytest.mark.django_db

UNTIL = dt.date(2024, 6, 21)
LATER = dt.datetime(2024, 6, 24, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as travelled:
        yield travelled


def visiting(client, role=Role.SECRETARIAT, code=None, at=AFTER):
    by = somebody(role, code=code, at=at)
    client.force_login(by.user)
    return by


def held(*titles, **fields):
    event = meeting(**fields)
    quorate(event)
    adopted_agenda(event, *(titles or ("Toolbox", "Award")))
    return event


def of(name, event, *more):
    return reverse(f"meetings:{name}", args=[event.slug, *more])


def drafted(event):
    return services.draft_minutes(event, by=somebody(at=AFTER), at=AFTER)


def sent(event):
    found = drafted(event)
    return services.send_for_comments(
        found, until=UNTIL, version=found.version, by=somebody(at=AFTER), at=AFTER
    )


def final(event):
    found = sent(event)
    by = somebody(at=LATER)
    return services.finish_minutes(found, version=found.version, by=by, at=LATER)


def adopted(event, **fields):
    found = final(event)
    how = {"how": AdoptedBy.MEETING, "by": somebody(at=LATER)} | fields
    return services.adopt_minutes(found, at=LATER, **how)


def words(answer):
    return " ".join(answer.content.decode().split())


def pdf_text(answer):
    pages = pypdf.PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_minutes_are_drafted_with_one_press_and_then_read_by_who_prepares(client):
    event = held()
    visiting(client)

    before = words(client.get(of("minutes", event)))
    pressed = client.post(of("draft_minutes", event), follow=True)

    assert "No minutes yet" in before
    page = words(pressed)
    assert "Drafted from agenda, decisions and attendance." in page
    assert "Belgium was in the chair." in page
    assert "Send for comments" in page
    visiting(client, Role.NR, "LV")
    assert client.get(of("minutes", event)).status_code == 404
    assert client.get(of("minutes_pdf", event)).status_code == 404


def test_a_meeting_without_an_agenda_is_minuted_too(client):
    event = meeting()
    drafted(event)
    visiting(client)

    assert "The agenda was not adopted." in words(client.get(of("minutes", event)))


def test_what_is_no_meeting_or_not_to_be_known_has_no_minutes(client):
    seminar = EventFactory()
    hidden = meeting(visibility=Visibility.RESTRICTED)
    visiting(client)
    assert client.get(of("minutes", seminar)).status_code == 404
    assert client.post(of("draft_minutes", seminar)).status_code == 404
    visiting(client, Role.NR, "LV")
    assert client.get(of("minutes", hidden)).status_code == 404


def test_a_meeting_that_has_not_begun_has_no_minutes(client, clock):
    event = held()
    clock.move_to(DURING - dt.timedelta(days=1), tick=False)
    visiting(client)

    asked = words(client.get(of("minutes", event)))
    page = words(client.post(of("draft_minutes", event), follow=True))

    assert "Minutes can be drafted once the meeting has begun." in asked
    assert of("draft_minutes", event) not in asked
    assert "once the meeting has begun" in page
    assert "No minutes yet" in page


def test_a_section_without_words_says_so_unless_its_parts_have_them(client):
    event = held("Toolbox", "Award")
    toolbox = AgendaItem.objects.get(title="Toolbox")
    AgendaItemFactory(agenda=toolbox.agenda, parent=toolbox, title="The second edition")
    found = drafted(event)
    Section.objects.filter(minutes=found, item__title="The second edition").update(text="Good.")
    visiting(client)

    page = words(client.get(of("minutes", event)))

    assert page.count("Nothing is written here.") == 2
    assert page.count("<h3 id=") == 1
    after = page.partition("Award")[2]
    assert "Nothing is written here." in after


def test_seats_have_two_weeks_for_comments_unless_somebody_says_otherwise(client):
    event = held()
    drafted(event)
    visiting(client)

    asked = client.get(of("send_minutes", event)).context["forms"][0]

    assert asked["until"].value() == dt.date(2024, 6, 17)


def test_minutes_adopted_in_writing_are_of_the_last_day_of_the_procedure(client):
    event = held()
    found = final(event)
    source = ("procedures.procedure", "PROC-2024-077")
    at = dt.datetime(2024, 7, 15, 22, tzinfo=dt.UTC)
    decisions.services.enter(
        body=event.body,
        on=dt.date(2024, 7, 15),
        title="Minutes",
        outcome="adopted",
        source=(*source, "/procedures/PROC-2024-077/"),
        visibility=Visibility.BODY,
        at=at,
    )
    services.ask_in_writing(
        found, written=(*source, "/procedures/PROC-2024-077/"), by=somebody(at=LATER), at=LATER
    )
    services.adopt_in_writing(source=source, at=at)
    visiting(client)

    page = words(client.get(of("minutes", event)))

    assert "Monday 15 July 2024" in page
    assert "In writing: PROC-2024-077" in page
    assert "Adopted on Monday 15 July 2024" in pdf_text(client.get(of("minutes_pdf", event)))


def test_a_section_is_changed_drawn_up_anew_and_never_overruled(client):
    event = held()
    found = drafted(event)
    section = found.sections.get(part=MinutesPart.OPENING)
    address = of("section", event, section.key)
    visiting(client)

    changed = client.post(address, {"version": 1, "text": "We met."})
    stale = client.post(address, {"version": 1, "text": "Mine."})
    wrong = client.post(address, {"version": 2, "text": "x" * 40_001})
    anew = words(client.get(f"{address}?anew"))

    assert changed.url == f"{found.get_absolute_url()}#{section.key}"
    assert (stale.status_code, wrong.status_code) == (409, 422)
    assert "We met." in words(stale)
    assert "Mine." in words(stale)
    assert "Belgium was in the chair." in anew
    assert "Drawn up anew" in anew


def test_minutes_before_the_body_keep_their_text_and_give_back_what_was_typed(client):
    event = held()
    found = final(event)
    section = found.sections.get(part=MinutesPart.OPENING)
    visiting(client)

    answer = client.post(of("section", event, section.key), {"version": 1, "text": "Late words."})

    assert answer.status_code == 409
    assert "their text stays as it is" in words(answer)
    assert "Late words." in words(answer)


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

    assert "1 letter goes out, to who speaks for the seats." in asked
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
    assert "is taken back" in words(client.post(withdraw, follow=True))
    clock.move_to(LATER, tick=False)
    client.force_login(own.user)
    late = client.post(address, said | {"once": uuid4()})
    assert late.status_code == 422
    assert "is over" in words(late)
    assert "is over" in words(client.post(of("no_comment", event), follow=True))
    visiting(client)
    assert client.get(address).status_code == 404
    assert client.post(of("no_comment", event)).status_code == 404


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

    assert "Comments without an answer:" in open_
    assert "Comments without an answer:" not in done
    assert "Some comments have no answer yet." in early
    assert "Instead: !" in asked
    assert (wrong.status_code, silent.status_code, stale.status_code) == (422, 422, 409)
    assert "Taken up" in done
    assert "The minutes are before the body." in finished
    assert (late.status_code, "not out for comments" in late.text) == (422, True)
    assert "It was said otherwise." in late.text
    assert "“Awaiting adoption”" in again


def test_minutes_are_adopted_locked_and_added_to(client):
    event = held()
    final(event)
    visiting(client)
    version = Minutes.objects.get().version
    add = of("add_to_minutes", event)
    other = meeting(body=event.body, slug="next", first_date=AFTER.date(), title="Next Board")
    Minutes.objects.update(finished_at=AFTER)

    assert client.get(add).url == of("minutes", event)
    asked = words(client.get(of("adopt_minutes", event)))
    said = {"version": version, "meeting": other.pk}
    page = words(client.post(of("adopt_minutes", event), said, follow=True))
    item = AgendaItem.objects.filter(agenda__event=event).first()
    client.post(add, {"once": uuid4(), "item": item.key, "text": "Twelve, not ten."})
    whole = client.post(add, {"once": uuid4(), "item": "", "text": "On a Monday."}, follow=True)
    wrong = client.post(add, {"once": uuid4(), "text": ""})

    assert "This cannot be undone" in asked
    assert "The minutes are adopted and locked" in page
    assert Minutes.objects.get().open_sha256 in page
    event.refresh_from_db()
    assert event.state == State.CLOSED
    assert "Twelve, not ten." in words(whole)
    assert "On a Monday." in words(whole)
    assert "At the meeting: Next Board" in words(whole)
    assert wrong.status_code == 422
    text = pdf_text(client.get(of("minutes_pdf", event)))
    assert "Twelve, not ten." in text
    assert "On a Monday." in text


def test_the_paper_says_what_its_reader_may_know_and_where_it_was_adopted(client):
    event = held("Toolbox", "Hidden")
    hidden = AgendaItem.objects.get(title="Hidden")
    hidden.visibility = Visibility.RESTRICTED
    hidden.save()
    part = AgendaItemFactory(agenda=hidden.agenda, title="A part", order=3)
    part.parent = AgendaItem.objects.get(title="Toolbox")
    part.save()
    for item, text in ((part, "Print it"), (hidden, "Hush")):
        ActionPoint.objects.create(
            event=event, item=item, text=text, due_date=UNTIL, created_at=AFTER
        )
    found = adopted(event)
    visiting(client)

    page, text = (
        words(client.get(of("minutes", event))),
        pdf_text(client.get(of("minutes_pdf", event))),
    )
    visiting(client, Role.NR, "BE")
    chairs_page, chairs = (
        words(client.get(of("minutes", event))),
        pdf_text(client.get(of("minutes_pdf", event))),
    )

    for said in (page, text):
        assert "Hidden" not in said
        assert "Hush" not in said
        assert "Print it" in said
        assert "1.1 A part" in said
    assert "Hush" in chairs
    assert "R1 Hidden" in chairs
    assert "R1 Hidden" in chairs_page
    assert found.open_sha256 in page
    assert found.sha256 in chairs_page
    assert found.sha256 not in page


def test_a_draft_as_paper_says_that_it_is_one(client):
    event = held()
    event.sessions.all().delete()
    drafted(event)
    visiting(client)

    text = pdf_text(client.get(of("minutes_pdf", event)))

    assert "These minutes are not adopted yet." in text
    assert "None." in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"how": AdoptedBy.WRITING, "source": ("p", "PROC-2024-005")}, "PROC-2024-005"),
        ({"at_event": "next"}, "At the meeting: Next Board"),
    ],
)
def test_the_page_says_where_minutes_were_adopted(client, fields, said):
    event = held()
    if fields.get("at_event"):
        fields = {"at_event": meeting(body=event.body, slug="next", title="Next Board")}
    adopted(event, **fields)
    visiting(client)

    assert said in words(client.get(of("minutes", event)))


def test_the_register_leads_to_the_minutes_of_who_may_read_them(client):
    event = held()
    item = AgendaItem.objects.filter(agenda__event=event).first()
    by, member = somebody(at=AFTER), somebody(Role.NR, code="LV", at=AFTER)
    services.decide(
        item,
        outcome="adopted",
        half_day=table_of(event).half_days[0],
        version=0,
        by=by,
        at=AFTER,
    )
    rows = list(Decision.objects.all())
    address = f"/events/{event.slug}/minutes/#item-{item.key}"

    before = decisions.sources.open_to(member, rows)
    found = sent(event)

    assert before == {}
    assert decisions.sources.open_to(member, rows) == {"D-2024-01": address}
    item.source_label, item.source_key = "meetings.minutes", str(found.key)
    assert decisions.sources.open_ones(member, [source(item)]) == {
        ("meetings.minutes", str(found.key))
    }


def test_a_search_finds_minutes_once_by_what_one_may_read():
    event = held("Toolbox", "Hidden leaflet")
    hidden = AgendaItem.objects.get(title="Hidden leaflet")
    hidden.visibility = Visibility.RESTRICTED
    hidden.save()
    found = drafted(event)
    opening = found.sections.get(part=MinutesPart.OPENING)
    Section.objects.filter(pk=opening.pk).update(search_text="leaflet belgium")
    by = somebody(at=AFTER)

    told = search.find("leaflet", by, 10)

    assert [(one.kind, one.title, one.url) for one in told] == [
        (
            "Minutes",
            "Minutes: Board meeting, Wed 29 May 2024",
            f"/events/{event.slug}/minutes/#opening",
        )
    ]
    (item,) = search.find("toolbox", by, 10)
    assert "#item-" in item.url
    assert search.find("leaflet", somebody(Role.NR, code="LV", at=AFTER), 10) == []


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


def test_minutes_of_a_meeting_that_lasts_are_not_laid_before_the_body_and_that_is_said(client):
    event = held()
    found = sent(event)
    type(event).objects.filter(pk=event.pk).update(ends_at=LATER + dt.timedelta(hours=1))
    visiting(client)

    said = client.post(of("finish_minutes", event), {"version": found.version}, follow=True)

    assert "The meeting is not over" in said.content.decode()
    found.refresh_from_db()
    assert found.finished_at is None
