"""The whole way of one meeting: convened in spring 2024, in the register by Christmas.

Everybody uses the forms of the pages and the links of the letters, with what a browser keeps in
them; what falls due is done by the schedule of the product.
"""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.enums import Role
from accounts.models import Body, MemberState
from agendas.enums import ItemState
from agendas.models import AgendaItem
from agendas.services import lay_out_standing_items
from decisions.models import Decision
from events.enums import State
from events.models import Registration
from meetings.models import Delegation, Minutes
from procedures.models import Procedure
from procedures.services import lay_out_rules
from tests.documents.files import PDF
from tests.factories.accounts import MandateFactory
from tests.factories.agendas import MeetingFactory
from tests.factories.events import SessionFactory
from tests.factories.procedures import LONG_AGO, board
from tests.journeys.conftest import proved
from tests.journeys.pressing import (
    as_,
    kept_in,
    letters_to,
    links_in_letters,
    posted_from,
    press,
    tick,
    todos,
)

pytestmark = pytest.mark.django_db

LAST_DAY_OF_DISPATCH = dt.datetime(2024, 5, 13, 14, tzinfo=dt.UTC)
RULES = "Rules of Procedure of the Board"
WISH = ("BG", "CZ", "DK", "DE", "EE", "IE", "EL", "ES", "HR")
COME = (*WISH, "IT", "CY", "LT", "LU", "NL")
REPLY = (*COME, "LV", "FR")
DELEGATE = "janis.berzins@iem.example.lv"


@pytest.fixture
def clock():
    """The last day of dispatch for 29 May 2024; the journey moves it on."""
    with time_machine.travel(LAST_DAY_OF_DISPATCH, tick=False) as travelled:
        yield travelled


@pytest.fixture
def people(db):
    """The Board since long ago, its chair, the Secretariat, and who speaks for sixteen states."""
    board()
    lay_out_standing_items(at=LAST_DAY_OF_DISPATCH)
    lay_out_rules(at=LAST_DAY_OF_DISPATCH)
    found = {code: _mandated(code, Role.NR) for code in REPLY}
    return found | {
        "chair": _mandated("BE", Role.PRESIDENCY),
        "office": MandateFactory(role=Role.SECRETARIAT, member_state=None, starts=LONG_AGO).user,
    }


def _mandated(code, role):
    state = MemberState.objects.get(pk=code)
    return MandateFactory(role=role, member_state=state, starts=LONG_AGO).user


def meeting(title, day, host):
    """A meeting of the Board with its programme, published."""
    event = MeetingFactory(
        title=title,
        slug=f"{day}-board",
        body=Body.objects.get(pk="BOARD"),
        host=MemberState.objects.get(pk=host),
        first_date=day,
        mode="hybrid",
        join_link="https://meet.example.eu/board",
        created_at=LAST_DAY_OF_DISPATCH,
    )
    SessionFactory(event=event)
    return event


def item_of(event, title):
    """An item of the agenda of a meeting."""
    return AgendaItem.objects.get(agenda__event=event, title__startswith=title)


def prepared(event, chair):
    """The chair begins the agenda, in which the standing items are, adds two and a paper."""
    its = f"/events/{event.slug}/agenda/"
    press(as_(chair), its, action=f"{its}begin/")
    assert list(event.agenda.items.values_list("title", flat=True)) == [
        "Adoption of the agenda",
        "Commission: progress of the Organised Crime Strategy",
        "Discussions on crime prevention at EU level",
        "Any other business",
    ]
    for title in ("Work programme 2025", RULES):
        press(
            as_(chair), f"{its}items/add/", title=title, kind="B", text=f"Adopt: {title}?",
            parent="", presenter="presidency", presenter_state="",
        )  # fmt: skip
    papers = f"{its}items/{item_of(event, RULES).key}/papers/"
    paper = SimpleUploadedFile("rules.pdf", PDF, content_type="application/pdf")
    press(as_(chair), papers, papers=paper, title="Draft rules", visibility="body")
    lines = as_(chair).get(its).context["shown"].discussed
    assert [line.number for line in lines] == list("123456")
    assert lines[4].item.title == RULES


def convened(event, officer, clock):
    """The office sees who gets the letter, presses, and five minutes later all of it leaves."""
    page = f"/events/{event.slug}/convening/"
    asked = as_(officer).get(page)
    typed = kept_in(posted_from(asked)[page])
    shown = as_(officer).post(page, typed | {"preview": "1"})
    answer = as_(officer).post(page, kept_in(posted_from(shown)[page]) | {"send": "1"})
    assert answer.status_code == 302
    tick()
    event.agenda.refresh_from_db()
    assert event.agenda.state == "preparing"
    clock.shift(dt.timedelta(minutes=6))
    tick()
    event.agenda.refresh_from_db()
    assert event.agenda.state == "circulated"
    return as_(officer).get(page).text


def put_into_writing(event, people, clock):
    """Nine states ask for item 5, the Presidency agrees, the Secretariat launches it."""
    item = item_of(event, RULES)
    its = f"/events/{event.slug}/agenda/"
    for code in WISH:
        press(as_(people[code]), f"{its}items/{item.key}/wish/", text=f"So says {code}.")
    wanted = as_(people["office"]).get(f"{its}wishes/")
    ((number, wishes),) = [(row.number, row.wishes) for row in wanted.context["rows"]]
    assert (number, {wish.member_state_id for wish in wishes}) == ("5", set(WISH))
    press(as_(people["office"]), f"{its}wishes/", action=f"{its}items/{item.key}/presidency/ask/")
    assert f"Decide it in writing? {RULES}" in todos(people["chair"])
    press(
        as_(people["chair"]),
        f"{its}items/{item.key}/presidency/",
        answer="agrees",
        version=item.version,
    )
    clock.shift(dt.timedelta(days=1))
    convert = f"/procedures/of-item/{item.key}/agreed/"
    press(as_(people["office"]), f"{its}wishes/", action=convert)
    again = as_(people["office"]).post(convert)

    procedure = Procedure.objects.get()
    item.refresh_from_db()
    assert (item.state, again.url) == (ItemState.IN_WRITING, procedure.get_absolute_url())
    assert procedure.agreed_by == people["chair"].name
    read = as_(people["LV"]).get(its).context["shown"]
    assert RULES not in [line.item.title for line in read.discussed]
    press(as_(people["office"]), f"{procedure.get_absolute_url()}launch/")
    return procedure


def replied(procedure, people):
    """Sixteen seats reply on the page of the procedure."""
    page = procedure.get_absolute_url()
    for code in REPLY:
        browser = as_(people[code])
        proved(browser, people[code])
        reply = f"{page}reply/{code}/"
        press(
            browser, page, action=reply, choice="for", is_reservation="", statement=f"Yes, {code}."
        )


def named(event, people):
    """Each representative follows the letter: fourteen come, France stays away, Latvia names two."""
    its = f"/events/{event.slug}/delegation/"
    for code in (*COME, "FR", "LV"):
        assert its in links_in_letters(people[code].email, its), letters_to(people[code])
        assert as_(people[code]).get(its).url == f"{its}{code}/"
    for code in COME:
        press(as_(people[code]), f"{its}{code}/", send="1", name_1=f"Delegate of {code}")
    press(as_(people["FR"]), f"{its}FR/nobody/", note="Elections.")
    assert dict(Delegation.objects.filter(event=event).values_list("member_state", "state")) == {
        **dict.fromkeys(COME, "sent"),
        "FR": "nobody",
    }
    press(
        as_(people["LV"]), f"{its}LV/", send="1",
        name_1="Jānis Bērziņš", email_1=DELEGATE,
        name_2="Ilze Liepa", email_2="ilze.liepa@iem.example.lv", reimbursed_2="",
    )  # fmt: skip


def answered_from_the_mail(event):
    """One delegate accepts and one declines; to look, or to let a machine look, says nothing."""
    tick()
    own, other = (
        links_in_letters(address, r"/registrations/[\w-]+/")[0]
        for address in (DELEGATE, "ilze.liepa@iem.example.lv")
    )
    delegates = event.registrations.filter(country="LV")
    before = set(delegates.values_list("email", "state"))
    for page in (own, other):
        for follow in (Client().head, Client().get):
            assert follow(page).status_code == 200
    assert set(delegates.values_list("email", "state")) == before
    assert not delegates.filter(state="confirmed").exists()

    press(Client(), own, action=f"{own}confirm/", answer="online")
    press(Client(), other, action=f"{other}confirm/", answer="no")
    assert dict(delegates.values_list("name", "state")) == {
        "Jānis Bērziņš": "confirmed",
        "Ilze Liepa": "withdrawn",
    }


def held(event, chair):
    """By seat and half-day the table shows when there is a quorum; the Board decides item 4."""
    day = f"/events/{event.slug}/day/"
    press(as_(chair), f"/events/{event.slug}/agenda/adopt/")
    assert "There is no quorum" in as_(chair).get(day).text
    latvia = event.registrations.get(email=DELEGATE)
    press(as_(chair), day, action=f"{day}mark/", mark=f"{latvia.pk} online")
    assert as_(chair).get(day).context["quorum"].present == 1
    press(as_(chair), day, action=f"{day}rest/")
    shown = as_(chair).get(day)
    assert (shown.context["quorum"].present, shown.context["quorum"].entitled) == (15, 27)
    assert "There is a quorum" in shown.text
    sits = {row.code: str(pill.label) for row, pill, _people in shown.context["rows"]}
    assert (sits["LV"], sits["FR"], sits["DE"]) == ("Online", "Excused", "Present")

    written = as_(chair).get(f"{day}items/{item_of(event, RULES).key}/")
    assert "the meeting cannot decide it" in written.text
    item = f"{day}items/{item_of(event, 'Work programme').key}/"
    press(
        as_(chair), item, decide="1", conclusion="The Board welcomed the programme.",
        outcome="adopted", title="Work programme 2025",
    )  # fmt: skip
    action = f"/events/{event.slug}/actions/add/"
    press(
        as_(chair), action, text="Publish the programme", owner="LV",
        due_date_day="28", due_date_month="6", due_date_year="2024",
    )  # fmt: skip


def commented(event, people):
    """The draft says what is known, Latvia has it put right, Estonia has no comment."""
    its = f"/events/{event.slug}/minutes/"
    office = people["office"]
    press(as_(office), its, action=f"{its}draft/")
    read = as_(office).get(its).text
    number = Decision.objects.get(title="Work programme 2025").number
    for known in (
        "15 of 27 voting seats were present",
        "Apologies were received from France",
        "The Board welcomed the programme.",
        number,
        "The item is decided in writing",
    ):
        assert known in read
    assert as_(people["LV"]).get(its).status_code == 404
    press(as_(office), f"{its}send/")
    assert its in links_in_letters(people["LV"].email, its)
    section = event.minutes.sections.get(item=item_of(event, "Work programme"))
    page = f"{its}sections/{section.key}/"
    press(as_(people["LV"]), f"{page}comment/", text="We asked for a debate.", proposal="Debate.")
    press(as_(people["EE"]), its, action=f"{its}nothing/")
    (comment,) = section.comments.all()
    press(as_(office), f"{its}comments/{comment.key}/answer/", answer="taken")
    press(as_(office), page, text=f"{section.text}\n\nLatvia asked for a debate in autumn.")
    press(as_(office), f"{its}finish/", is_early="on")


def adopted(event, following, people, clock):
    """All come to the next meeting as last time, which adopts the minutes as an item."""
    its = f"/events/{following.slug}/"
    for code in COME:
        own = f"{its}delegation/{code}/"
        press(as_(people[code]), f"{own}?like=last", action=own, send="1")
    clock.move_to(following.starts_at + dt.timedelta(hours=1))
    chair = people["office"]
    press(as_(chair), f"{its}agenda/adopt/")
    press(as_(chair), f"{its}day/", action=f"{its}day/rest/")
    item = item_of(following, "Adoption of the minutes")
    press(
        as_(chair), f"{its}day/items/{item.key}/", decide="1", outcome="adopted",
        title="Minutes of May",
    )  # fmt: skip
    minutes = Minutes.objects.get(event=event)
    event.refresh_from_db()
    assert (minutes.state, event.state) == ("adopted", State.CLOSED)


def locked(event, office):
    """What is written into adopted minutes changes nothing, is said, and is not lost."""
    minutes = Minutes.objects.get(event=event)
    section = minutes.sections.get(item=item_of(event, "Work programme"))
    page = f"/events/{event.slug}/minutes/sections/{section.key}/"
    typed = {"version": section.version, "text": "Something else."}
    answer = as_(office).post(page, typed)
    assert (answer.status_code, "Something else." in answer.text) == (409, True)
    section.refresh_from_db()
    assert section.text.endswith("Latvia asked for a debate in autumn.")


def test_a_meeting_of_the_board(clock, people):
    event = meeting("Board meeting of May", dt.date(2024, 5, 29), "BE")
    office, chair = people["office"], people["chair"]

    prepared(event, chair)
    said = convened(event, office, clock)
    assert "10 clear working days" in said
    assert "Monday 13 May 2024" in said
    clock.move_to(dt.datetime(2024, 5, 14, 8, tzinfo=dt.UTC))
    procedure = put_into_writing(event, people, clock)
    replied(procedure, people)
    named(event, people)
    answered_from_the_mail(event)

    clock.move_to(event.starts_at + dt.timedelta(hours=1))
    held(event, chair)
    procedure.refresh_from_db()
    clock.move_to(procedure.deadline_at + dt.timedelta(seconds=10))
    tick()
    procedure.refresh_from_db()
    assert (procedure.state, procedure.outcome) == ("closed", "ADOPTED")
    commented(event, people)
    assert "Publish the programme" in todos(people["LV"])

    clock.move_to(dt.datetime(2024, 11, 25, 9, tzinfo=dt.UTC))
    following = meeting("Board meeting of December", dt.date(2024, 12, 16), "HU")
    its = f"/events/{following.slug}/agenda/"
    press(as_(office), its, action=f"{its}begin/")
    told = item_of(following, RULES)
    assert (told.kind, told.source_key) == ("INF", procedure.reference)
    convened(following, office, clock)
    adopted(event, following, people, clock)
    locked(event, office)

    register = as_(people["LV"]).get("/procedures/register/").text
    for title in (RULES, "Work programme 2025", "Minutes of May"):
        assert Decision.objects.get(title=title).number in register
    assert Registration.objects.filter(event=following).count() == len(COME)
