"""A question that a body decides without meeting."""

import uuid
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.days import end_of_day
from accounts.enums import HolidayCalendar, Visibility
from accounts.folding import folded
from accounts.models import Body, User
from agendas.models import AgendaItem
from decisions.models import Decision
from meetings.models import Minutes
from procedures import life
from procedures.deadlines import Period
from procedures.enums import Agreed, Outcome, State, Unit
from procedures.models.rule import VotingRule
from procedures.rules import Rule, read_rule

LABEL = "procedures.procedure"
EVIDENCE = "procedures.evidence"
"""The label under which the mails are kept from which replies were entered."""
READ_BY = (Visibility.NETWORK, Visibility.BODY)
REGISTERED_FOR = (Visibility.PUBLIC, Visibility.NETWORK, Visibility.BODY)
ENDED = (State.CLOSED, State.NOTIFIED)
DECIDED = (Outcome.ADOPTED, Outcome.NOT_ADOPTED)
"""Outcomes that are decisions and get a number; the others decide nothing."""
LET_GO = Q(state=State.WITHDRAWN) | Q(state__in=ENDED) & ~Q(outcome__in=DECIDED)
"""Procedures that left the item of an agenda undecided; another one may take it up."""
NOT_ADOPTING = Q(state=State.WITHDRAWN) | Q(state__in=ENDED) & ~Q(outcome=Outcome.ADOPTED)
"""Procedures that did not adopt the minutes they asked about; another one may ask again."""


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    """Reads on procedures."""

    def visible_to(self, standing: Standing) -> "ProcedureQuerySet":
        """Procedures the person may read: drafts are the Secretariat's.

        Whose state or organisation has a vote in the body, or was asked, reads what it decides;
        who sits there without one, where the body lets its observers. What is open to the whole
        Network every member reads, and observers again where the body lets them.
        """
        if standing.is_secretariat:
            return self
        to_observers = Q(body__observers_read_procedures=True)
        known = Q(body__in=standing.voting_bodies) | Q(pk__in=Procedure.objects.asking(standing))
        known |= to_observers & Q(body__in=standing.bodies)
        if standing.only_observes:
            known |= to_observers & Q(visibility=Visibility.NETWORK)
        elif standing.is_network:
            known |= Q(visibility=Visibility.NETWORK)
        return self.filter(known).exclude(launched_at=None)

    def asking(self, standing: Standing) -> "ProcedureQuerySet":
        """Procedures in which a seat that the person speaks for has its ballot, by their keys."""
        states, organisations = standing.member_states, standing.organisations
        return self.filter(
            Q(ballots__member_state__in=states) | Q(ballots__organisation__in=organisations)
        )

    def of_item(self, item: AgendaItem) -> "ProcedureQuerySet":
        """The procedure that decides an item of an agenda in writing, or has decided it."""
        return self.filter(item=item).exclude(LET_GO)

    def of_minutes(self, minutes: Minutes) -> "ProcedureQuerySet":
        """The procedure that adopts minutes in writing, or has adopted them."""
        return self.filter(minutes=minutes).exclude(NOT_ADOPTING)

    def running(self) -> "ProcedureQuerySet":
        """Procedures that have been launched and not yet ended."""
        return self.filter(state=State.RUNNING)

    def due_between(self, first: date, last: date) -> "ProcedureQuerySet":
        """Procedures whose deadline is on one of these days, by the clock in Brussels."""
        before = end_of_day(first - timedelta(days=1))
        return self.filter(deadline_at__gt=before, deadline_at__lte=end_of_day(last))

    def due(self, at: datetime) -> "ProcedureQuerySet":
        """Running procedures whose last second and the grace after it are over."""
        return self.running().filter(deadline_at__lte=at - (life.ONE_SECOND + life.GRACE))

    def over(self, at: datetime) -> "ProcedureQuerySet":
        """Procedures that have ended, be it that nobody has closed them yet."""
        unclosed = Q(pk__in=Procedure.objects.due(at))
        return self.filter(Q(state__in=[*ENDED, State.WITHDRAWN]) | unclosed)

    def matching(self, text: str) -> "ProcedureQuerySet":
        """Procedures whose reference, title or question holds each word."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Procedure(models.Model):
    """A written procedure: question, papers, rule, deadline, and what came of it.

    At the launch the rule's data, the papers' hashes and the electorate (one blank ballot per
    voting seat) are frozen. A changed paper ends the procedure and opens a new round.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    reference = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField(_("Title"), max_length=200)
    question = models.TextField(_("Question"))
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="procedures", verbose_name=_("Body")
    )
    visibility = models.CharField(
        _("Who may see it"), max_length=10, choices=Visibility, default=Visibility.BODY
    )
    decision_visibility = models.CharField(
        _("Who sees the decision in the register"),
        max_length=10,
        choices=Visibility,
        default=Visibility.PUBLIC,
    )
    rule = models.ForeignKey(VotingRule, models.PROTECT, verbose_name=_("Voting rule"))
    rule_data = models.JSONField(null=True, blank=True, editable=False)
    calendar = models.CharField(
        _("Holidays of"), max_length=3, choices=HolidayCalendar, default=HolidayCalendar.BE
    )
    is_urgent = models.BooleanField(_("Urgent"), default=False)
    urgent_reason = models.TextField(_("Why it is urgent"), blank=True)
    wanted_deadline_at = models.DateTimeField(_("Later deadline"), null=True, blank=True)
    reminds = models.BooleanField(_("The silent are reminded by themselves"), default=True)
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="procedures",
        editable=False, verbose_name=_("Item of an agenda"),
    )  # fmt: skip
    minutes = models.ForeignKey(
        Minutes, models.SET_NULL, null=True, blank=True, related_name="procedures",
        editable=False, verbose_name=_("Minutes of a meeting"),
    )  # fmt: skip
    agreed_by = models.CharField(_("Who agreed"), max_length=200, blank=True)
    agreed_on = models.DateField(_("Agreed on"), null=True, blank=True)
    agreed_how = models.CharField(_("How"), max_length=7, choices=Agreed, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    launched_at = models.DateTimeField(null=True, blank=True, editable=False)
    deadline_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True, editable=False)
    counted = models.JSONField(null=True, blank=True, editable=False)
    notified_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdraw_reason = models.TextField(blank=True, editable=False)
    reminded_days = models.JSONField(default=list, blank=True, editable=False)
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next", editable=False
    )
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=State.DRAFT, launched_at=None, deadline_at=None, rule_data__isnull=True
                )
                | Q(state=State.WITHDRAWN)
                | ~Q(state=State.DRAFT)
                & Q(launched_at__isnull=False, deadline_at__isnull=False, rule_data__isnull=False),
                name="procedure_launched_with_deadline_and_rule",
            ),
            models.CheckConstraint(
                condition=Q(deadline_at=None) | Q(deadline_at__gt=F("launched_at")),
                name="procedure_ends_after_its_launch",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, closed_at__isnull=False)
                & ~Q(outcome__in=["", Outcome.CANCELLED])
                | Q(state=State.WITHDRAWN, closed_at=None, outcome=Outcome.CANCELLED)
                | Q(state__in=[State.DRAFT, State.RUNNING], closed_at=None, outcome=""),
                name="procedure_has_an_outcome_once_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, counted__isnull=False)
                | ~Q(state__in=ENDED) & Q(counted__isnull=True),
                name="procedure_is_counted_once_it_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(decision=None) | Q(outcome__in=DECIDED),
                name="procedure_has_a_decision_only_where_it_decided",
            ),
            models.CheckConstraint(
                condition=Q(state=State.NOTIFIED, notified_at__isnull=False)
                | ~Q(state=State.NOTIFIED) & Q(notified_at=None),
                name="procedure_notified_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, withdrawn_at__isnull=False)
                & ~Q(withdraw_reason="")
                | ~Q(state=State.WITHDRAWN) & Q(withdrawn_at=None, withdraw_reason=""),
                name="procedure_withdrawn_with_reason_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(is_urgent=False) | ~Q(urgent_reason=""),
                name="procedure_urgent_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=READ_BY),
                name="procedure_is_read_by_the_network_or_the_body",
            ),
            models.CheckConstraint(
                condition=Q(decision_visibility__in=REGISTERED_FOR),
                name="procedure_is_registered_for_all_the_network_or_the_body",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=~LET_GO, name="procedure_once_of_an_item"
            ),
            models.UniqueConstraint(
                fields=["minutes"], condition=~NOT_ADOPTING, name="procedure_once_of_minutes"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by="", agreed_on=None, agreed_how="")
                | ~Q(agreed_by="") & Q(agreed_on__isnull=False) & ~Q(agreed_how=""),
                name="procedure_agreed_by_somebody_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        """Return reference and title."""
        return f"{self.reference} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Store, with what is searched derived from the words."""
        self.derive()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}  # type: ignore[misc]  # an iterable
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature

    def derive(self) -> None:
        """Work out the search text."""
        self.search_text = folded(f"{self.reference} {self.title} {self.question}")

    def get_absolute_url(self) -> str:
        """Return the address of the procedure's page."""
        return reverse("procedures:procedure", args=[self.reference])

    @property
    def rule_in_force(self) -> Rule:
        """Return the rule that decides: the frozen one, or for a draft the chosen one."""
        return self.rule.rule if self.rule_data is None else read_rule(self.rule_data)

    @property
    def period(self) -> Period:
        """Return how long the rule lets it run, shorter where it is urgent."""
        rule = self.rule_in_force
        days = rule.urgent_days if self.is_urgent and rule.urgent_days else rule.window_days
        return Period(days, Unit(rule.window_unit))

    def takes_replies(self, at: datetime) -> bool:
        """Return whether a seat's reply would count at that moment."""
        return (
            self.state == State.RUNNING
            and self.deadline_at is not None
            and life.counts(received_at=at, deadline_at=self.deadline_at)
        )

    def is_over(self, at: datetime) -> bool:
        """Return whether it has ended, be it that nobody has closed it yet."""
        if self.state != State.RUNNING or self.deadline_at is None:
            return self.state != State.DRAFT
        return at >= life.closes_from(self.deadline_at)

    def state_at(self, at: datetime) -> State:
        """Return where it stands: closed where it is over, be it that nobody has closed it yet."""
        unclosed = self.state == State.RUNNING and self.is_over(at)
        return State.CLOSED if unclosed else State(self.state)


class FrozenDocument(models.Model):
    """A paper as it was when the procedure was launched: its name and its hash."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    document = models.UUIDField(null=True, blank=True)
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "order"], name="paper_once_in_its_place"),
        ]
