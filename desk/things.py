"""What the journal's keys stand for: names are looked up when they are read, and may be gone."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Visibility
from accounts.models import Body, Organisation, User
from agendas.models import Agenda, AgendaItem
from certificates.models import Certificate
from courses import languages
from courses.models import Course, Translation
from decisions.models import Decision
from documents.models import Document
from events.models import Event, Invitation, Registration
from journal.models import Entry
from mail.models import Letter
from meetings.models import ActionPoint, Convening, Delegation, ItemRecord, Minutes
from procedures.models import Procedure, VotingRule
from programme.models import WorkProgramme
from suggestions.models import Call, Suggestion
from trainers.models import InterestCall, Trainer, TrainerInterest
from trainings.models import TrainingRequest


@dataclass(frozen=True)
class Thing:
    """What a deed was done to: its name, and its page where it has one."""

    name: str
    url: str = ""


KINDS: Mapping[str, str | Promise] = {
    "events.event": _("Event"),
    "events.registration": _("Registration"),
    "events.invitation": _("Invitation"),
    "agendas.agenda": _("Agenda"),
    "agendas.item": _("Item of an agenda"),
    "meetings.convening": _("Convening"),
    "meetings.record": _("Item in a meeting"),
    "meetings.action": _("Action point"),
    "meetings.minutes": _("Minutes"),
    "certificates.certificate": _("Certificate"),
    "trainings.request": _("Training on request"),
    "trainers.trainer": _("Trainer"),
    "trainers.interest": _("Interest in a trainer's training"),
    "trainers.call": _("Question about a trainer's training"),
    "trainers.requirements": _("Requirements for trainers"),
    "courses.reference": _("Courses"),
    "courses.course": _("Course"),
    "courses.translation": _("Translation"),
    "procedures.procedure": _("Written procedure"),
    "procedures.rule": _("Voting rule"),
    "suggestions.call": _("Call for suggestions"),
    "suggestions.suggestion": _("Suggestion"),
    "decisions.decision": _("Decision"),
    "documents.document": _("Document"),
    "accounts.user": _("Person"),
    "accounts.body": _("Body"),
    "accounts.organisation": _("Organisation"),
    "accounts.presidencyterm": _("Presidency term"),
    "accounts.holiday": _("Holiday"),
    "accounts.notice": _("Privacy notice"),
    "accounts.reference": _("Reference data"),
    "mail.letter": _("Letter"),
    "mail.reply": _("Answer of a calendar"),
    "calendars.feed": _("Calendar feed"),
    "programme.workprogramme": _("Work programme"),
    "desk.journal": _("Journal"),
}


def of_entries(entries: Iterable[Entry | Letter]) -> dict[tuple[str, str], Thing]:
    """Return what entries, or letters, are about, in one query a kind of thing."""
    keys: dict[str, set[str]] = {}
    for entry in entries:
        if entry.key:
            keys.setdefault(entry.label, set()).add(entry.key)
    return {
        (label, key): thing
        for label, found in keys.items()
        if label in _READERS
        for key, thing in _READERS[label](found).items()
    }


def people(keys: Collection[str]) -> dict[str, str]:
    """Return the names of people by their opaque keys."""
    found = User.objects.filter(key__in=_uuids(keys)).values_list("key", "name")
    return {str(key): name for key, name in found}


def _events(keys: Collection[str]) -> dict[str, Thing]:
    found = Event.objects.filter(uid__in=_uuids(keys)).only("uid", "slug", "title")
    return {str(event.uid): Thing(event.title, event.get_absolute_url()) for event in found}


def _registrations(keys: Collection[str]) -> dict[str, Thing]:
    found = Registration.objects.filter(key__in=_uuids(keys)).select_related("event")
    return {
        str(row.key): Thing(
            f"{row.name} · {row.event}",
            reverse("events:registration", args=[row.event.slug, row.key]),
        )
        for row in found
    }


def _invitations(keys: Collection[str]) -> dict[str, Thing]:
    found = Invitation.objects.filter(key__in=_uuids(keys)).select_related("event")
    return {
        str(row.key): Thing(
            f"{row} · {row.event}",
            reverse("events:one_invitation", args=[row.event.slug, row.key]),
        )
        for row in found
    }


def _convenings(keys: Collection[str]) -> dict[str, Thing]:
    found = Convening.objects.filter(key__in=_uuids(keys)).select_related("event")
    return {
        str(row.key): Thing(row.event.title, reverse("meetings:convening", args=[row.event.slug]))
        for row in found
    }


def _delegations(keys: Collection[str]) -> dict[str, Thing]:
    found = Delegation.objects.filter(key__in=_uuids(keys))
    rows = found.select_related("event", "member_state", "organisation")
    return {str(row.key): Thing(f"{row} · {row.event}", row.get_absolute_url()) for row in rows}


def _agendas(keys: Collection[str]) -> dict[str, Thing]:
    found = Agenda.objects.filter(key__in=_uuids(keys)).select_related("event")
    return {str(row.key): Thing(row.event.title, row.get_absolute_url()) for row in found}


def _items(keys: Collection[str]) -> dict[str, Thing]:
    """Name items by their titles; a restricted one has none here."""
    rows = AgendaItem.objects.filter(key__in=_uuids(keys))
    return {
        str(row.key): Thing(
            gettext("Restricted item") if row.is_closed else row.title,
            row.agenda.get_absolute_url(),
        )
        for row in rows.select_related("agenda__event", "parent")
    }


def _records(keys: Collection[str]) -> dict[str, Thing]:
    """Name what a meeting made of items by their titles; a restricted one has none here."""
    rows = ItemRecord.objects.filter(key__in=_uuids(keys))
    return {
        str(row.key): Thing(
            gettext("Restricted item") if row.item.is_closed else row.item.title,
            reverse("meetings:day_item", args=[row.item.agenda.event.slug, row.item.key]),
        )
        for row in rows.select_related("item__agenda__event", "item__parent")
    }


def _action_points(keys: Collection[str]) -> dict[str, Thing]:
    """Name action points by what is to be done; one of a restricted item has no name here."""
    rows = ActionPoint.objects.filter(key__in=_uuids(keys)).select_related("item__parent")
    return {
        str(row.key): Thing(
            gettext("Restricted action point") if row.is_restricted else row.text,
            row.get_absolute_url(),
        )
        for row in rows
    }


def _minutes(keys: Collection[str]) -> dict[str, Thing]:
    rows = Minutes.objects.filter(key__in=_uuids(keys)).select_related("event")
    return {str(row.key): Thing(str(row), row.get_absolute_url()) for row in rows}


def _certificates(keys: Collection[str]) -> dict[str, Thing]:
    found = Certificate.objects.filter(key__in=_uuids(keys)).select_related("registration__event")
    return {
        str(row.key): Thing(
            " · ".join(part for part in (str(row), row.facts["name"]) if part),
            reverse("certificates:certificate", args=[row.registration.event.slug, row.key]),
        )
        for row in found
    }


def _requests(keys: Collection[str]) -> dict[str, Thing]:
    """Name requests by their numbers; a draft has no page for who reads the journal."""
    found = TrainingRequest.objects.filter(reference__in=keys).select_related("member_state")
    return {
        row.reference: Thing(
            f"{row.reference} · {row.member_state}",
            row.get_absolute_url() if row.submitted_at else "",
        )
        for row in found
    }


def _trainers(keys: Collection[str]) -> dict[str, Thing]:
    found = Trainer.objects.filter(key__in=_uuids(keys)).only("key", "name")
    return {str(row.key): Thing(str(row), row.get_absolute_url()) for row in found}


def _interests(keys: Collection[str]) -> dict[str, Thing]:
    rows = TrainerInterest.objects.filter(key__in=_uuids(keys))
    return {
        str(row.key): Thing(f"{row.member_state} · {row.course}", row.get_absolute_url())
        for row in rows.select_related("member_state", "course")
    }


def _calls(keys: Collection[str]) -> dict[str, Thing]:
    rows = InterestCall.objects.filter(key__in=_uuids(keys)).select_related("course")
    return {str(row.key): Thing(row.course.title, reverse("trainers:interests")) for row in rows}


def _courses(keys: Collection[str]) -> dict[str, Thing]:
    found = Course.objects.filter(key__in=_uuids(keys)).only("key", "slug", "title", "archived_at")
    return {
        str(row.key): Thing(row.title, "" if row.archived_at else row.get_absolute_url())
        for row in found
    }


def _translations(keys: Collection[str]) -> dict[str, Thing]:
    found = Translation.objects.filter(key__in=_uuids(keys)).select_related("material")
    return {
        str(row.key): Thing(
            f"{row.material.title}, {languages.name(row.language)}", row.get_absolute_url()
        )
        for row in found
    }


def _procedures(keys: Collection[str]) -> dict[str, Thing]:
    found = Procedure.objects.filter(reference__in=keys).only("reference", "title", "state")
    return {row.reference: Thing(str(row), row.get_absolute_url()) for row in found}


def _rules(keys: Collection[str]) -> dict[str, Thing]:
    found = VotingRule.objects.filter(key__in=_uuids(keys)).only("key", "name")
    return {
        str(row.key): Thing(row.name, reverse("procedures:rule", args=[row.key])) for row in found
    }


def _calls_for_suggestions(keys: Collection[str]) -> dict[str, Thing]:
    found = Call.objects.filter(key__in=_uuids(keys)).only("key", "title")
    return {str(row.key): Thing(str(row), row.get_absolute_url()) for row in found}


def _suggestions(keys: Collection[str]) -> dict[str, Thing]:
    """Name what was sent by its title; a draft is known to its Member State alone."""
    found = Suggestion.objects.given().filter(key__in=_uuids(keys)).only("key", "title")
    return {str(row.key): Thing(str(row), row.get_absolute_url()) for row in found}


def _decisions(keys: Collection[str]) -> dict[str, Thing]:
    found = Decision.objects.filter(number__in=keys).only("number", "title")
    address = reverse("decisions:register")
    return {row.number: Thing(str(row), f"{address}?text={row.number}") for row in found}


def _documents(keys: Collection[str]) -> dict[str, Thing]:
    """Name documents by their titles; a restricted one has none here, as one erased has none."""
    rows = Document.objects.filter(key__in=_uuids(keys)).only("key", "title", "visibility")
    return {
        str(row.key): Thing(
            gettext("Restricted document") if row.visibility == Visibility.RESTRICTED else row.title
        )
        for row in rows
        if row.title
    }


def _people(keys: Collection[str]) -> dict[str, Thing]:
    return {
        key: Thing(name, reverse("accounts:person", args=[key]))
        for key, name in people(keys).items()
    }


def _bodies(keys: Collection[str]) -> dict[str, Thing]:
    return {
        body.code: Thing(body.name, reverse("accounts:body", args=[body.code]))
        for body in Body.objects.filter(code__in=keys)
    }


def _organisations(keys: Collection[str]) -> dict[str, Thing]:
    numbers = [key for key in keys if key.isdecimal()]
    return {str(row.pk): Thing(row.name) for row in Organisation.objects.filter(pk__in=numbers)}


def _letters(keys: Collection[str]) -> dict[str, Thing]:
    return {
        str(letter.uid): Thing(
            f"{letter.subject} · {letter.to}", reverse("desk:letter", args=[letter.uid])
        )
        for letter in Letter.objects.filter(uid__in=_uuids(keys)).only("uid", "subject", "to")
    }


def _programmes(keys: Collection[str]) -> dict[str, Thing]:
    return {
        row.slug: Thing(row.title, reverse("programme:one", args=[row.slug]))
        for row in WorkProgramme.objects.filter(slug__in=keys)
    }


_READERS: Mapping[str, Callable[[Collection[str]], dict[str, Thing]]] = {
    "events.event": _events,
    "events.registration": _registrations,
    "events.invitation": _invitations,
    "agendas.agenda": _agendas,
    "agendas.item": _items,
    "meetings.convening": _convenings,
    "meetings.delegation": _delegations,
    "meetings.record": _records,
    "meetings.action": _action_points,
    "meetings.minutes": _minutes,
    "certificates.certificate": _certificates,
    "trainings.request": _requests,
    "trainers.trainer": _trainers,
    "trainers.interest": _interests,
    "trainers.call": _calls,
    "courses.course": _courses,
    "courses.translation": _translations,
    "procedures.procedure": _procedures,
    "procedures.rule": _rules,
    "suggestions.call": _calls_for_suggestions,
    "suggestions.suggestion": _suggestions,
    "decisions.decision": _decisions,
    "documents.document": _documents,
    "accounts.user": _people,
    "accounts.body": _bodies,
    "accounts.organisation": _organisations,
    "mail.letter": _letters,
    "programme.workprogramme": _programmes,
}


def _uuids(keys: Collection[str]) -> list[UUID]:
    """Return the keys that are UUIDs; an entry of old may hold another."""
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found
