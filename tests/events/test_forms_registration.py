import uuid

import pytest
from django.utils.translation import override

from accounts.models import Notice
from events.enums import Mode
from events.forms.registration import ChangeForm, RegistrationForm
from tests.factories.events import EventFactory, RegistrationFactory

NOTICE = Notice(version="2026-09")


def typed(**fields):
    return {
        "once": str(uuid.uuid4()),
        "name": "Mārīte Kalniņa",
        "email": "Marite@Example.LV",
        "organisation": "",
        "country": "LV",
        "category": "policymaker",
        "notice": "2026-09",
        **fields,
    }


def form_of(data=None, *, mode=Mode.IN_PERSON, notice=NOTICE, **more):
    return RegistrationForm(data, event=EventFactory.build(mode=mode), notice=notice, **more)


def test_a_public_webinar_asks_five_things():
    form = form_of(mode=Mode.ONLINE)

    assert [field.name for field in form.visible_fields()] == [
        "name",
        "email",
        "organisation",
        "country",
        "category",
    ]
    assert [field.name for field in form.hidden_fields()] == ["once", "notice"]


def test_a_hybrid_event_asks_how_too():
    form = form_of(typed(mode="online"), mode=Mode.HYBRID)

    assert form.is_valid()
    assert (form.visible_fields()[-1].name, form.more.attending) == ("mode", "online")


@pytest.mark.parametrize(
    ("mode", "attending"), [(Mode.ONLINE, "online"), (Mode.IN_PERSON, "in_person")]
)
def test_how_is_known_where_it_is_not_asked(mode, attending):
    form = form_of(typed(), mode=mode)

    assert form.is_valid()
    assert form.more.attending == attending


def test_what_is_typed_is_stored_in_its_normal_form():
    form = form_of(typed(country="gr", name="Μ\u200eαρία\x00  Π"))

    assert form.is_valid()
    assert (form.cleaned_data["email"], form.cleaned_data["country"]) == ("marite@example.lv", "EL")
    assert form.cleaned_data["name"] == "Μαρία Π"
    assert form.cleaned_data["notice"] is NOTICE


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name": "\x00\u202e "}, {"name": ["Fill this in."]}),
        ({"name": "x" * 10_000}, {"name": ["Use 200 characters at most; these are 10000."]}),
        (
            {"email": "marite@"},
            {"email": ["Write the address in full, such as name@example.eu"]},
        ),
        (
            {"email": "a@exam\u202eple.eu"},
            {"email": ["Write the address in full, such as name@example.eu"]},
        ),
        (
            {"country": ""},
            {"country": ["Choose your country, or the kind of body you work for."]},
        ),
        ({"country": "ZZ"}, {"country": ["Choose a country or body of the list."]}),
        ({"country": "\x00"}, {"country": ["Choose a country or body of the list."]}),
        ({"category": "king"}, {"category": ["Choose what describes your work best."]}),
        (
            {"notice": "2020-01"},
            {"notice": ["The privacy notice has changed. Read it, and send the form again."]},
        ),
        (
            {"once": "again"},
            {"once": ["This form lacks its mark. Reload the page and send it again."]},
        ),
    ],
)
def test_what_is_refused_and_what_is_said(fields, errors):
    assert form_of(typed(**fields)).errors == errors


def test_a_hybrid_event_wants_an_answer():
    form = form_of(typed(), mode=Mode.HYBRID)

    assert form.errors == {"mode": ["Say whether you come or take part online."]}


def test_before_there_is_a_notice_none_is_asked_for():
    form = form_of(typed(notice=""), notice=None)

    assert form.is_valid()
    assert form.cleaned_data["notice"] is None


def test_the_country_chosen_is_marked_and_the_text_of_others_is_not():
    html = str(form_of(typed(country="GR"))["country"])

    assert html.count(" selected") == 1
    assert '<option value="EL" selected>Greece</option>' in html
    assert '<optgroup label="Member States">' in html
    with override(None):
        assert " selected" not in str(form_of(typed(country='">'))["country"])


@pytest.mark.django_db
def test_a_change_says_what_is_stored_by_the_names_of_its_fields():
    registration = RegistrationFactory(country="EL", organisation="Δήμος")

    form = ChangeForm(registration=registration)

    assert form.initial == {
        "name": registration.name,
        "organisation": "Δήμος",
        "country": "EL",
        "category": "practitioner",
        "mode": "in_person",
        "version": 1,
    }
    assert form.theirs(registration) == {
        "name": registration.name,
        "organisation": "Δήμος",
        "country": "EL",
        "category": "practitioner",
    }
