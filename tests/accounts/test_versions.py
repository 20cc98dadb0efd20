import datetime as dt

import pytest
from django import forms
from django.db import transaction
from django.test import RequestFactory

import journal.services
from accounts import versions
from accounts.enums import CalendarBy, Deed
from accounts.models import Body, MemberState
from tests.factories.accounts import BodyFactory, MemberStateFactory, UserFactory

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class BodyForm(forms.Form):
    version = versions.VersionField()
    name = forms.CharField(label="Name")
    notice_days = forms.IntegerField(label="Notice")


@pytest.mark.django_db
def test_locked_counts_the_version_up():
    body = BodyFactory()

    with transaction.atomic():
        row = versions.locked(Body.objects.all(), version=1, pk=body.pk)
        row.save()

    body.refresh_from_db()
    assert (row.version, body.version) == (2, 2)


@pytest.mark.django_db
def test_locked_refuses_another_version_and_gives_the_row_as_it_is():
    body = BodyFactory(version=3)

    with transaction.atomic(), pytest.raises(versions.StaleError, match="has changed") as stale:
        versions.locked(Body.objects.all(), version=2, pk=body.pk)

    assert stale.value.theirs == body


@pytest.mark.django_db
def test_locked_says_where_there_is_no_such_row():
    with transaction.atomic(), pytest.raises(Body.DoesNotExist):
        versions.locked(Body.objects.all(), version=1, pk="NONE")


@pytest.mark.parametrize("typed", ["", "x", "-1", "99999999999999999999", "1.5"])
def test_a_version_that_is_none_is_refused(typed):
    form = BodyForm({"version": typed, "name": "Board", "notice_days": "10"})

    assert list(form.errors) == ["version"]


class AllKinds(forms.Form):
    by = forms.ChoiceField(label="By", choices=CalendarBy)
    grouped = forms.ChoiceField(label="Grouped", choices=[("G", [("a", "Ay"), ("b", "Bee")])])
    ticked = forms.BooleanField(label="Ticked", required=False)
    several = forms.MultipleChoiceField(label="Several", choices=[("a", "Ay"), ("b", "Bee")])
    day = forms.DateField(label="Day", required=False)
    moment = forms.DateTimeField(label="Moment")
    same = forms.CharField(label="Same")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("by", "feed", "In my calendar feed"),
        ("by", "gone", "gone"),
        ("grouped", "b", "Bee"),
        ("ticked", True, "Yes"),
        ("ticked", False, "No"),
        ("several", ["a", "b"], "Ay, Bee"),
        ("several", [], "–"),
        ("day", dt.date(2024, 5, 31), "Fri 31 May 2024"),
        ("day", None, "–"),
        ("moment", AT, "Mon 2 Mar 2026, 10:00"),
        ("same", "", "–"),
        ("same", "text", "text"),
    ],
)
def test_values_are_said_in_the_words_of_the_form(name, value, words):
    assert versions.said(AllKinds().fields[name], value) == words


@pytest.mark.django_db
def test_rows_are_said_by_their_names():
    state = MemberStateFactory(code="LV", name="Latvia")
    field = forms.ModelChoiceField(MemberState.objects.all())
    fields = forms.ModelMultipleChoiceField(MemberState.objects.all())

    assert versions.said(field, state) == "Latvia"
    assert versions.said(fields, MemberState.objects.filter(pk="LV")) == "Latvia"


@pytest.mark.django_db
def test_the_same_rows_are_no_difference_however_they_are_read():
    latvia, _ireland = MemberStateFactory(code="LV"), MemberStateFactory(code="IE")

    class Rows(forms.Form):
        states = forms.ModelMultipleChoiceField(
            MemberState.objects.all(), label="States", required=False
        )

    form = Rows({"states": ["LV"]})
    assert form.is_valid()
    empty = Rows({})
    assert empty.is_valid()

    assert versions.differences(form, {"states": [latvia]}) == []
    assert versions.differences(form, {"states": MemberState.objects.filter(pk="LV")}) == []
    assert versions.differences(empty, {"states": []}) == []
    assert versions.differences(empty, {"states": [latvia]}) == [("States", str(latvia), "–")]


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False], ids=["by a person", "by the system"])
def test_conflict_shows_both_texts_and_who_changed_it(known):
    user = UserFactory(name="Mārīte Kalniņa")
    actor = str(user.key) if known else ""
    journal.services.record(
        Deed.BODY_CHANGED, at=AT, actor=actor, label="accounts.body", key="BOARD"
    )
    form = BodyForm({"version": "1", "name": "Mine", "notice_days": "10"})
    assert form.is_valid()

    response = versions.conflict(
        RequestFactory().get("/bodies/BOARD/"),
        form,
        theirs={"name": "Theirs", "notice_days": 10},
        address="/bodies/BOARD/",
        label="accounts.body",
        key="BOARD",
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert ("Theirs" in page, "Mine" in page, "Notice" in page) == (True, True, False)
    assert f"</time>, {'Mārīte Kalniņa' if known else 'the system'}" in page


@pytest.mark.django_db
def test_conflict_names_who_changed_it_and_not_who_did_something_else_about_it():
    for deed, name, facts in (
        (Deed.BODY_CHANGED, "Who changed it", {"part": "name"}),
        (Deed.BODY_CHANGED, "Who changed another part", {"part": "notice"}),
        (Deed.SEAT_CHANGED, "Who did something else", {"part": "name"}),
    ):
        actor = str(UserFactory(name=name).key)
        journal.services.record(
            deed, at=AT, actor=actor, label="accounts.body", key="BOARD", facts=facts
        )
    form = BodyForm({"version": "1", "name": "Mine", "notice_days": "10"})
    assert form.is_valid()

    def named(**said):
        page = versions.conflict(
            RequestFactory().get("/"), form, theirs={"name": "Theirs"}, address="/",
            label="accounts.body", key="BOARD", **said,
        ).content.decode()  # fmt: skip
        return page.partition("</time>, ")[2].partition("\n")[0]

    assert named() == "Who did something else"
    assert named(deeds=[Deed.BODY_CHANGED]) == "Who changed another part"
    assert named(deeds=[Deed.BODY_CHANGED], facts={"part": "name"}) == "Who changed it"
    assert named(deeds=[Deed.BODY_CHANGED], facts={"part": "else"}) == ""


@pytest.mark.django_db
def test_conflict_without_a_trace_in_the_journal_says_no_name():
    form = BodyForm({"version": "1", "name": "Mine", "notice_days": "10"})
    assert form.is_valid()

    response = versions.conflict(
        RequestFactory().get("/"), form, theirs={"name": "Theirs"}, address="/"
    )

    assert "Last changed" not in response.content.decode()
