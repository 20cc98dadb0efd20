"""Two people at once: who saves what has changed meanwhile is shown both texts, not overruled.

Rows that people edit carry ``version``. A form sends back the one it was filled from
(``VersionField``), the service compares it under lock (``locked``), and the view answers
a ``StaleError`` with 409 and both texts (``conflict``), above the form itself where the texts
are long (``overtaken``).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface import errors, moments
from journal.models import Entry

LARGEST = 2_147_483_647


class StaleError(Exception):
    """The row has changed since the form was filled; ``theirs`` is the row as it is now."""

    def __init__(self, theirs: models.Model) -> None:
        """Keep the row as it is now."""
        super().__init__(f"{type(theirs).__name__} {theirs.pk} has changed meanwhile.")
        self.theirs = theirs


class VersionField(forms.IntegerField):
    """The version a form was filled from; travels hidden."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("This form lacks its version. Reload the page and fill it in again."),
        "invalid": _("This form lacks its version. Reload the page and fill it in again."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Take what a version can be."""
        super().__init__(min_value=0, max_value=LARGEST, **kwargs)


class VersionForm(forms.Form):
    """What was read by who presses a button about it, and nothing else."""

    version = VersionField()


def locked[M: models.Model](rows: models.QuerySet[M], *, version: int, **which: Any) -> M:
    """Return the one row under lock, its version already counted up and not yet saved.

    Raises ``StaleError`` where the version is another, ``DoesNotExist`` where there is no
    such row. Runs inside the transaction of the deed; the caller saves with ``version``
    among the fields.
    """
    row = rows.select_for_update().get(**which)
    if row.version != version:  # type: ignore[attr-defined]  # every editable row has one
        raise StaleError(row)
    row.version += 1  # type: ignore[attr-defined]
    return row


def sent_again(request: HttpRequest, *, theirs: models.Model) -> QueryDict:
    """Return what was sent as of the row that stands now, to be read and sent once more."""
    sent = request.POST.copy()
    sent["version"] = str(theirs.version)  # type: ignore[attr-defined]  # every editable row has one
    return sent


def differences(form: forms.BaseForm, theirs: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return label, their text and yours for each field of a valid form that differs."""
    found = []
    for name, stored in theirs.items():
        field, typed = form.fields[name], form.cleaned_data[name]
        if _plain(typed) != _plain(stored):
            found.append((str(field.label), said(field, stored), said(field, typed)))
    return found


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, models.QuerySet) else value


def said(field: forms.Field, value: Any) -> str:
    """Return a value in the words in which the form shows it."""
    if value is None or value == "":
        return "–"
    match value:
        case bool():
            return gettext("Yes") if value else gettext("No")
        case list() | tuple() | set() | models.QuerySet():
            return ", ".join(said(field, one) for one in value) or "–"
        case datetime():
            return moments.short_moment(value, getattr(field, "zone", None))
        case date():
            return moments.short_day(value)
    return _word(field, value) if isinstance(field, forms.ChoiceField) else str(value)


def _word(field: forms.ChoiceField, value: Any) -> str:
    choices = cast("Iterable[tuple[Any, Any]]", field.choices)
    for key, label in choices:
        group = label if isinstance(label, list | tuple) else [(key, label)]
        for own, word in group:
            if str(own) == str(value):
                return str(word)
    return str(value)


def conflict(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    theirs: Mapping[str, Any],
    address: str,
    **where: Any,
) -> HttpResponse:
    """Answer 409 with both texts; ``address`` leads to the row as it is now.

    ``theirs`` and ``where`` are what ``overtaken`` takes.
    """
    said = overtaken(form, theirs=theirs, **where)
    return errors.conflict(request, {**said, "address": address})


def overtaken(  # each is a part of what is told
    form: forms.BaseForm,
    *,
    theirs: Mapping[str, Any],
    label: str = "",
    key: str = "",
    deeds: Collection[str] = (),
    facts: Mapping[str, str] | None = None,
    beside: Iterable[tuple[str, str, str]] = (),
) -> dict[str, Any]:
    """Return what a page tells of a row that has changed: the differences, who changed it and when.

    ``theirs`` maps names of the form's fields to what is stored. ``label`` and ``key``
    name the row as the journal does, so that the page can say who changed it and when; where the
    journal tells of more under that name, ``deeds`` are those that change the row, and ``facts``
    what is told of them. ``beside`` are differences in what the form does not hold.
    """
    entry = _last_change(label, key, deeds, facts or {}) if label else None
    return {
        "differences": [*differences(form, theirs), *beside],
        "changed_at": entry.at if entry else None,
        "changed_by": _who(entry.actor) if entry else "",
    }


def _last_change(
    label: str, key: str, deeds: Collection[str], facts: Mapping[str, str]
) -> Entry | None:
    told: dict[str, Any] = {f"facts__{name}": value for name, value in facts.items()}
    if deeds:
        told["deed__in"] = [str(deed) for deed in deeds]
    return Entry.objects.on(label, key).filter(**told).order_by("-id").first()


def _who(actor: str) -> str:
    known = User.objects.filter(key=actor).first() if actor else None
    return known.name if known else gettext("the system")
