"""What the pages of inviting accept."""

import pytest

from events.forms.invitations import AddressesForm, GuestsField, InstitutionsForm
from events.invitations import Guest
from events.models import EventGroup
from tests.factories.accounts import OrganisationFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def typed(**words):
    return {"once": "6f0d9a1e-7b1e-4c64-9a43-0d7a2a6a9a11", "group": "participant"} | words


def addresses(text):
    return AddressesForm(typed(people=text), event=EventFactory())


def test_lines_become_guests():
    form = addresses("Anna Kalniņa <ANNA@Example.eu>\n\nb@example.eu; c@example.eu;\n")

    assert form.is_valid()
    assert form.guests() == [
        Guest("anna@example.eu", "Anna Kalniņa"),
        Guest("b@example.eu"),
        Guest("c@example.eu"),
    ]


def test_each_line_without_an_address_is_named():
    form = addresses("a@example.eu\nnonsense\nBerta <berta>\n")

    assert form.errors["people"] == [
        "Line 2 holds no address: nonsense.",
        "Line 3 holds no address: Berta <berta>.",
    ]


def test_of_many_faults_the_first_ten_are_named():
    form = addresses("\n".join(["x"] * 12))

    assert len(form.errors["people"]) == 11
    assert form.errors["people"][-1] == "2 more lines hold none."


def test_five_hundred_at_a_time():
    form = addresses("\n".join(f"a{number}@example.eu" for number in range(501)))

    assert form.errors["people"] == ["Invite 500 people at a time at most; these are 501."]


def test_nobody_is_no_guest():
    assert "people" in addresses("  \n").errors
    assert GuestsField(required=False).clean(None) == []


def test_groups_are_called_what_the_event_calls_them():
    event = EventFactory()
    EventGroup.objects.create(event=event, group="member", label="Delegates")

    choices = dict(AddressesForm(event=event).fields["group"].choices)

    assert (choices["member"], choices["speaker"]) == ("Delegates", "Speaker")


def test_institutions_need_a_tick_and_an_address():
    efus, other = OrganisationFactory(name="Efus", email="old@efus.eu"), OrganisationFactory()

    def form(**words):
        return InstitutionsForm(typed(**words), event=EventFactory(), organisations=[efus, other])

    none = form()
    missing = form(**{f"ask_{other.pk}": "on"})
    wrong = form(**{f"ask_{other.pk}": "on", f"email_{other.pk}": "x"})
    right = form(**{f"ask_{efus.pk}": "on", f"email_{efus.pk}": "new@efus.eu"})

    assert none.errors == {"__all__": ["Choose at least one institution."]}
    assert missing.errors == {
        f"email_{other.pk}": ["Write the address to which the invitation goes."]
    }
    assert len(wrong.errors[f"email_{other.pk}"]) == 1
    assert right.is_valid()
    assert right.guests() == [Guest("new@efus.eu", kind="organisation", organisation=efus.pk)]
    assert right.new_addresses() == [(efus, "new@efus.eu")]
    assert [row[0] for row in right.rows()] == [efus, other]
