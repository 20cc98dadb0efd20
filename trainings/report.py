"""The report on a training to the state that asked for it: what its page and its paper say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, to_locale

from accounts.enums import Category
from certificates import earning
from certificates.enums import Verdict
from certificates.models import Certificate
from courses import languages
from events import respondents, words
from events.enums import LIVE, Scale
from events.models import Event
from events.results import FEW
from paper import pdf
from paper.pdf import Facts, Heading, Items, Paragraph, Part, Table
from trainings import evaluation, readiness
from trainings.evaluation import Level, Line
from trainings.models import Assignment, TrainingRequest


@dataclass(frozen=True)
class Group:
    """A target group: how many were expected, and how many came."""

    label: str
    expected: int
    came: int


@dataclass(frozen=True)
class Report:
    """All that the report says; ``words`` are the Secretariat's, ``notes`` explain the figures."""

    request: TrainingRequest
    title: str
    words: str
    facts: list[tuple[str, str]]
    figures: list[tuple[str, int]]
    notes: list[str]
    groups: list[Group]
    end: Level | None
    later: Level | None
    trainers_words: list[tuple[str, str]]


def of(request: TrainingRequest, *, at: datetime) -> Report:
    """Return the report on a training that took place."""
    delivery = request.held
    event, course = delivery.event, delivery.course
    people = _people(event)
    there = [one for one in people if one.was_there]
    came = Counter(one.category for one in there)
    expected = {one.category: one.people for one in request.groups.all()}
    taught = _taught(request)
    facts = [
        (_("Course"), course.title),
        (_("When"), words.when(event)),
        (_("Where"), words.where(event)),
        (_("Language"), languages.name(delivery.language)),
        (_("Trainers"), ", ".join(str(one.trainer) for one in taught)),
        (_("Request"), f"{request.reference}, {request.member_state}"),
    ]
    return Report(
        request=request,
        title=event.title,
        words=request.report_words,
        facts=[(what, text) for what, text in facts if text],
        figures=[
            (_("expected"), request.expected or 0),
            (_("registered"), sum(one.state in LIVE for one in people)),
            (_("came"), came.total()),
            (_("certificates"), sum(one.has_certificate for one in people)),
        ],
        notes=[*_untaken(people), *_without(event, people, at=at)],
        groups=[
            Group(str(group.label), expected.get(group, 0), came[group])
            for group in Category
            if expected.get(group) or came[group]
        ],
        end=evaluation.level_one(delivery, at=at),
        later=evaluation.level_three(delivery, at=at),
        trainers_words=[
            (str(one.trainer), words_)
            for one in taught
            if (given := getattr(one, "report", None)) and (words_ := evaluation.to_the_host(given))
        ],
    )


def _people(event: Event) -> list[Any]:
    """Return all who registered: whether they were there and have a certificate; one query."""
    own = {"pk": OuterRef("pk")}
    having = Certificate.objects.live().made().filter(registration=OuterRef("pk"))
    rows = event.registrations.annotate(
        was_there=Exists(respondents.there([event.pk]).filter(**own)),
        has_certificate=Exists(having),
        is_taken=Exists(respondents.known(event)),
    )
    return list(rows.order_by("sort_name", "pk"))


def _taught(request: TrainingRequest) -> list[Assignment]:
    """Return who taught, each with what was said of it afterwards, by name; one query."""
    rows = Assignment.objects.teaching().filter(request__in=readiness.together(request))
    return list(rows.select_related("trainer", "report").order_by("trainer__sort_name", "pk"))


def _untaken(people: list[Any]) -> Iterable[str]:
    if not any(one.is_taken for one in people):
        yield _("Attendance was not recorded: all who had a place are counted as having come.")


def _without(event: Event, people: list[Any], *, at: datetime) -> Iterable[str]:
    """Say why fewer have a certificate than came."""
    if not any(one.has_certificate for one in people):
        return
    without = [one for one in people if one.was_there and not one.has_certificate]
    rows = earning.of_event(event, at=at, registrations=without)
    missed = sum(earned.verdict == Verdict.TOO_LITTLE for _row, earned in rows)
    if missed:
        yield ngettext(
            "%(count)d who came was not there long enough for a certificate.",
            "%(count)d who came were not there long enough for a certificate.",
            missed,
        ) % {"count": missed}
    if rest := len(rows) - missed:
        yield ngettext(
            "%(count)d who came has not been given a certificate.",
            "%(count)d who came have not been given a certificate.",
            rest,
        ) % {"count": rest}


def drawn(report: Report, *, at: datetime) -> bytes:
    """Return the report as PDF."""
    return pdf.render(
        pdf.Sheet(
            title=_("Report: %(title)s") % {"title": report.title},
            author=settings.ORGANISATION_NAME,
            language=to_locale(settings.LANGUAGE_CODE).replace("_", "-"),
            made_at=at,
            parts=[
                Heading(report.title, level=1),
                Paragraph(_("Report on the training"), lead=True),
                Facts(report.facts),
                *_words(report.words),
                Heading(_("Who came")),
                Facts([(label, str(number)) for label, number in report.figures]),
                *(Paragraph(text, small=True) for text in report.notes),
                *_groups(report.groups),
                Heading(_("What participants said at the end")),
                *_level(report.end, silent=_("Participants have not been asked yet.")),
                *_trainers(report.trainers_words),
                Heading(_("What was used months after")),
                *_level(report.later, silent=_("Participants are asked six months after.")),
            ],
            above=_("Report on the training"),
            below=f"{report.title} · {report.request.reference}",
            numbers=_("Page {number} of {total}"),
        )
    )


def _words(text: str) -> Iterable[Part]:
    if text:
        yield Heading(_("From the Secretariat"))
        yield from (Paragraph(line) for line in text.splitlines() if line.strip())


def _groups(groups: list[Group]) -> Iterable[Part]:
    if groups:
        yield Table(
            heads=[_("Group"), _("Expected"), _("Came")],
            rows=[[one.label, str(one.expected), str(one.came)] for one in groups],
            shares=(3, 1, 1),
        )


def _trainers(words_: list[tuple[str, str]]) -> Iterable[Part]:
    if words_:
        yield Heading(_("What the trainers say to you"))
        yield Items([f"{name}: {text}" for name, text in words_])


def _level(level: Level | None, *, silent: str) -> Iterable[Part]:
    if level is None:
        yield Paragraph(silent)
        return
    yield Paragraph(
        _("%(answered)d of %(asked)d answered: %(share)d %%.")
        % {"answered": level.answered, "asked": level.asked, "share": level.share}
    )
    if not level.is_over:
        yield Paragraph(_("People can still answer. What they say stands here once it is closed."))
    for line in level.lines:
        yield Heading(line.result.item.text, level=3)
        yield from _line(line)
    if level.hides:
        yield Paragraph(
            _("Answers without a name are shown where at least %(few)d people gave one.")
            % {"few": FEW},
            small=True,
        )


def _line(line: Line) -> Iterable[Part]:
    result = line.result
    if not result.number:
        yield Paragraph(_("Too few answers to show."))
    elif result.item.type == Scale.TEXT:
        yield Items(result.texts)
    else:
        if line.mean:
            yield Paragraph(_("%(mean)s of 5") % {"mean": line.mean}, strong=True)
        yield Table(
            heads=[_("Answer"), _("Number")],
            rows=[[count.label, str(count.number)] for count in line.counts],
            shares=(4, 1),
        )
