"""The lists: who may take what out, with which columns; each is written down."""

import io

import pytest
from django.contrib.auth.models import Permission
from openpyxl import load_workbook

from accounts.enums import Role
from events.enums import QuotaScope, Retention
from events.questions import Question
from journal.models import Entry
from tests.events.asking import asks, somebody
from tests.events.organisers import presidency, queries, representative, signed_in, states
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
BASE = f"/events/{SLUG}/"
LISTS = f"{BASE}lists/"


@pytest.fixture
def event():
    """An Irish seminar that asks for diet, identity and a tour, and one who answered it all."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, host=ireland, title="Seminar")
    asks(event)
    somebody(event, name="Anna Canary", organisation="Police", email="anna@example.eu")
    return event


def officer(*rights, role=Role.SECRETARIAT, **mandate):
    """Return the browser of somebody who holds named rights."""
    user = MandateFactory(role=role, user=UserFactory(), **mandate).user
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(user)


READER, TAKER = "view_sensitive_answers", "take_security_lists"


def rows(response):
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def journalled(deed="events.list_taken"):
    return [entry.facts for entry in Entry.objects.filter(deed=deed).order_by("id")]


def test_the_usual_columns_are_ticked_and_nothing_sensitive_is_offered(event):
    form, full = (client.get(LISTS).context["form"] for client in (officer(), officer(READER)))

    assert form.initial["columns"] == [
        "name", "organisation", "country", "category", "attending", "state"
    ]  # fmt: skip
    assert form.fields["answers"].choices == [("q_tour", "Tour"), ("q_hotel", "Hotel")]
    assert "sensitive" not in form.fields
    assert dict(full.fields["sensitive"].choices).keys() == {"q_diet", "q_passport", "q_scan"}
    assert full.initial == form.initial


def test_a_list_has_the_columns_and_people_that_were_chosen(event):
    RegistrationFactory(event=event, name="Berta", state="waiting", list_consent=True)
    RegistrationFactory(event=event, name="Cita", state="withdrawn")
    client = officer()

    holding = client.get(
        f"{LISTS}participants.xlsx?who=holding&columns=name&columns=sessions&answers=q_tour"
    )
    live = client.get(f"{LISTS}participants.csv?who=live&columns=name&columns=list&columns=photo")
    everybody = client.get(f"{LISTS}participants.xlsx?who=all&columns=name&columns=group")
    client.head(f"{LISTS}participants.xlsx?who=all&columns=name")

    assert rows(holding) == [["Name", "Sessions", "Tour"], ["Anna Canary", None, "Museum"]]
    assert live.content.decode("utf-8-sig").split() == [
        "Name,On", "the", "list", "of", "participants,In", "photographs",
        "Anna", "Canary,No,No", "Berta,Yes,No",
    ]  # fmt: skip
    assert [row[0] for row in rows(everybody)] == ["Name", "Anna Canary", "Berta", "Cita"]
    assert journalled() == [
        {"event": SLUG, "form": "xlsx", "rows": 1, "what": "participants",
         "columns": ["name", "sessions", "q_tour"]},
        {"event": SLUG, "form": "csv", "rows": 2, "what": "participants",
         "columns": ["name", "list", "photo"]},
        {"event": SLUG, "form": "xlsx", "rows": 3, "what": "participants",
         "columns": ["name", "group"]},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query", ["who=holding", "columns=name&answers=q_diet&who=holding", "columns=name&who=x"]
)
def test_what_is_not_offered_is_refused_with_the_form(event, query):
    response = officer().get(f"{LISTS}participants.xlsx?{query}")

    assert response.status_code == 422
    assert response.context["form"].errors
    assert journalled() == []


def test_sensitive_columns_are_for_who_holds_the_right_and_reading_is_written_down(event):
    client = officer(READER)

    taken = client.get(f"{LISTS}participants.xlsx?who=holding&columns=name&sensitive=q_diet")
    unread = officer().get(f"{LISTS}participants.xlsx?who=holding&columns=name&sensitive=q_diet")

    assert rows(unread) == [["Name"], ["Anna Canary"]]
    assert rows(taken) == [["Name", "Diet"], ["Anna Canary", "No nuts"]]
    assert journalled("events.sensitive_read") == [
        {"event": SLUG, "rows": 1, "columns": ["q_diet"]}
    ]
    assert not any("No nuts" in str(entry.facts) for entry in Entry.objects.all())


def test_what_was_asked_as_identity_once_is_no_column_without_the_right(event):
    hotel = Question("hotel", "text", "Hotel", retention=Retention.IDENTITY)
    asks(event, hotel)
    asks(event)

    pages = [client.get(LISTS).context["form"] for client in (officer(), officer(READER))]

    assert ["sensitive" in form.fields for form in pages] == [False, True]
    assert ["q_hotel" in str(form.fields["answers"].choices) for form in pages] == [False, False]
    taken = officer().get(f"{LISTS}participants.xlsx?who=holding&columns=name&sensitive=q_hotel")
    assert rows(taken) == [["Name"], ["Anna Canary"]]


def test_figures_by_member_state_in_protocol_order(event):
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=2)
    QuotaFactory(event=event, places=50)
    RegistrationFactory(event=event, country="FR", state="waiting")
    RegistrationFactory(event=event, country="LV", state="pending", attending="online")
    RegistrationFactory(event=event, country="EU", attending="online")

    response = officer().get(f"{LISTS}states.xlsx")

    assert [row for row in rows(response) if row[1:4] != ["x"]][1:] == [
        ["FR", "France", 0, 0, 0, 1, 0, 2],
        ["IE", "Ireland", 0, 0, 0, 0, 0, 2],
        ["LV", "Latvia", 1, 1, 0, 0, 1, 2],
        ["EU", "European Union body", 1, 0, 1, 0, 0, None],
        [None, "All", 2, 1, 1, 1, 1, 50],
    ]
    assert journalled()[0]["what"] == "by_state"


def test_the_venue_gets_numbers_as_a_page_and_as_a_book(event):
    client = officer()

    page, book = client.get(f"{LISTS}venue/"), client.get(f"{LISTS}venue.xlsx")

    assert load_workbook(io.BytesIO(book.content)).sheetnames == [
        "The event", "People expected", "Diet and access needs"
    ]  # fmt: skip
    assert "said in own words" in page.text
    assert '<button class="btn" type="button" data-print hidden>' in page.text
    assert "Canary" not in page.text.replace(page.context["event"].title, "")
    assert [facts["what"] for facts in journalled()] == ["venue"]


def test_security_is_for_who_holds_the_right_and_is_written_down(event):
    RegistrationFactory(event=event, name="Online", attending="online")
    RegistrationFactory(event=event, name="Waits", state="waiting")
    page = f"{LISTS}security.xlsx"

    taken = officer(TAKER).get(page)
    refused = [officer(READER).get(page), officer().get(page)]
    pages = [officer(TAKER).get(LISTS).text, officer().get(LISTS).text]

    assert rows(taken) == [
        ["Name", "Organisation", "Country or body", "Number of the passport", "The passport"],
        ["Anna Canary", "Police", "Latvia", "P12345", "passport.pdf"],
    ]
    assert [one.status_code for one in refused] == [404, 404]
    assert ["security.xlsx" in text for text in pages] == [True, False]
    assert "Only who holds the right" in pages[1]
    assert journalled() == [{"event": SLUG, "form": "xlsx", "rows": 1, "what": "security"}]
    read = [{"event": SLUG, "rows": 1, "what": "security"}]
    assert journalled("events.sensitive_read") == read
    officer(TAKER).head(page)
    assert journalled("events.sensitive_read") == read


def test_no_security_list_where_no_identity_is_asked(event):
    other = EventFactory()

    response = officer(TAKER).get(f"/events/{other.slug}/lists/security.xlsx")

    assert response.status_code == 404
    assert "For the venue's security" not in officer(TAKER).get(f"/events/{other.slug}/lists/").text


PATHS = ["", "participants.xlsx", "participants.csv", "states.xlsx", "venue/", "venue.xlsx"]


def test_the_hosts_team_takes_them_too_and_nobody_else(event):
    query = "?who=holding&columns=name"

    codes = {
        name: {
            client.get(f"{LISTS}{path}{query}").status_code for path in [*PATHS, "security.xlsx"]
        }
        for name, client in {
            "host": officer(
                TAKER, role=Role.PRESIDENCY, member_state=MemberStateFactory(code="IE")
            ),
            "another": presidency("FR"),
            "representative": representative(),
        }.items()
    }

    assert codes == {"host": {200}, "another": {404}, "representative": {404}}


class TestNeeds:
    """The sensitive answers of one person."""

    def page(self, event):
        return f"{BASE}registrations/{event.registrations.get(name='Anna Canary').key}/"

    def test_are_read_on_a_page_of_their_own_that_is_written_down(self, event):
        client = officer(READER)
        page = self.page(event)

        registration, needs = client.get(page), client.get(f"{page}needs/")
        client.head(f"{page}needs/")

        assert "No nuts" not in registration.text
        assert f"{page}needs/" in registration.text
        assert needs.context["said"] == [
            ("Diet", "No nuts"),
            ("Number of the passport", "P12345"),
            ("The passport", "passport.pdf"),
        ]
        [entry] = Entry.objects.filter(deed="events.sensitive_read")
        assert (entry.label, entry.facts) == ("events.registration", {"event": SLUG})
        assert entry.key in page

    def test_exist_for_nobody_without_the_right(self, event):
        page = self.page(event)

        answers = [officer(), officer(TAKER), presidency("IE"), representative()]

        assert {client.get(f"{page}needs/").status_code for client in answers} == {404}
        assert "needs/" not in officer().get(page).text

    def test_nothing_said_is_nothing_read(self, event):
        row = RegistrationFactory(event=event)
        client = officer(READER)

        text = client.get(f"{BASE}registrations/{row.key}/needs/").text

        assert "Nothing was said" in text
        assert Entry.objects.filter(deed="events.sensitive_read").count() == 0
        assert "needs/" not in client.get(f"{BASE}registrations/{row.key}/").text


def test_queries_do_not_grow_with_rows(event):
    client = officer(READER, TAKER)
    form = client.get(LISTS).context["form"]
    everything = "&".join(
        f"{kind}={name}"
        for kind in ("columns", "answers", "sensitive")
        for name, _label in form.fields[kind].choices
    )
    pages = [LISTS, f"{LISTS}participants.csv?who=all&{everything}", f"{LISTS}states.xlsx",
             f"{LISTS}venue/", f"{LISTS}security.xlsx"]  # fmt: skip
    before = [queries(lambda page=page: client.get(page)) for page in pages]
    for number in range(4):
        somebody(event, email=f"more.{number}@example.eu")

    assert [queries(lambda page=page: client.get(page)) for page in pages] == before
    assert max(before) <= 20
