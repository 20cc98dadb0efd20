"""The report on a training to the state that asked for it: what its page and its paper say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from accounts.enums import Category
from certificates.models import Certificate
from courses import languages
from events import respondents, words
from events.enums import LIVE, Scale, Whom
from events.results import FEW, Result
from paper import pdf
from paper.pdf import Facts, Heading, Items, Paragraph, Part, Table
from trainings import evaluation, readiness
from trainings.evaluation import Level
from trainings.models import TrainingRequest


@dataclass(frozen=True)
class Group:
    """A target group: how many were expected, and how many came."""

    label: str
    expected: int
    came: int


@dataclass(frozen=True)
class Report:
    """All that the report says."""

    request: TrainingRequest
    title: str
    facts: list[tuple[str, str]]
    figures: list[tuple[str, int]]
    groups: list[Group]
    end: Level | None
    later: Level | None
    trainers_words: list[tuple[str, str]]


def of(request: TrainingRequest, *, at: datetime) -> Report:
    """Return the report on a training that took place."""
    delivery = request.held
    event, course = delivery.event, delivery.course
    there = respondents.meant_of(event, Whom.THERE)
    came = Counter(there.order_by().values_list("category", flat=True))
    expected = {one.category: one.people for one in request.groups.all()}
    certificates = Certificate.objects.live().made().filter(registration__event=event)
    names = [str(one.trainer) for one in readiness.teaching(request)]
    facts = [
        (_("Course"), course.title),
        (_("When"), words.when(event)),
        (_("Where"), words.where(event)),
        (_("Language"), languages.name(delivery.language)),
        (_("Trainers"), ", ".join(sorted(names))),
        (_("Request"), f"{request.reference}, {request.member_state}"),
    ]
    return Report(
        request=request,
        title=event.title,
        facts=[(what, text) for what, text in facts if text],
        figures=[
            (_("expected"), request.expected or 0),
            (_("registered"), event.registrations.filter(state__in=LIVE).count()),
            (_("came"), there.count()),
            (_("certificates"), certificates.count()),
        ],
        groups=[
            Group(str(group.label), expected.get(group, 0), came[group])
            for group in Category
            if expected.get(group) or came[group]
        ],
        end=evaluation.level_one(delivery, at=at),
        later=evaluation.level_three(delivery, at=at),
        trainers_words=[
            (one.name, one.to_the_host)
            for one in evaluation.of_trainers(delivery)
            if one.to_the_host
        ],
    )


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
                Heading(_("Who came")),
                Facts([(label, str(number)) for label, number in report.figures]),
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
    for result, mean in level.lines:
        yield Heading(result.item.text, level=3)
        yield from _result(result, mean)
    if level.hides:
        yield Paragraph(
            _("Answers without a name are shown where at least %(few)d people gave one.")
            % {"few": FEW},
            small=True,
        )


def _result(result: Result, mean: str) -> Iterable[Part]:
    if not result.number:
        yield Paragraph(_("Too few answers to show."))
    elif result.item.type == Scale.TEXT:
        yield Items(result.texts)
    else:
        if mean:
            yield Paragraph(_("%(mean)s of 5") % {"mean": mean}, strong=True)
        yield Table(
            heads=[_("Answer"), _("Number")],
            rows=[[count.label, str(count.number)] for count in result.counts],
            shares=(4, 1),
        )
