"""What the Presidency says of deciding an item in writing."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.models import MemberState, User
from agendas.enums import ItemState, PresidencyAnswer
from agendas.models.item import AgendaItem
from events.access import run_by
from events.enums import State


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Reads on what the Presidency is asked and says."""

    def fitting(self) -> "AgreementQuerySet":
        """What is asked of who presides now, or was said by it of the text as it is now."""
        as_is = Q(of_title=F("item__title"), of_text=F("item__text"))
        return self.filter(Q(answer="") | as_is, state=F("item__agenda__event__host"))

    def beside_items(self) -> Subquery:
        """What stands beside each row of a query of items: the answer, empty while it is asked."""
        return Subquery(self.fitting().filter(item=OuterRef("pk")).values("answer"))

    def given(self) -> "AgreementQuerySet":
        """What the Presidency agrees to."""
        return self.fitting().filter(answer=PresidencyAnswer.AGREES)

    def refused(self) -> "AgreementQuerySet":
        """What the Presidency would rather discuss in the meeting."""
        return self.fitting().filter(answer=PresidencyAnswer.DISCUSS)

    def to_answer(self, standing: Standing) -> "AgreementQuerySet":
        """What waits for the person: of the Presidency's team, or speaking for its state.

        What the meeting decided waits for nobody, nor what it was over before somebody answered,
        but for what was asked about afterwards.
        """
        own = Q(item__agenda__event__host__in=standing.member_states)
        if standing.presidency and not standing.is_secretariat:
            own |= Q(item__agenda__event__in=run_by(standing).values("pk"))
        ends_at = "item__agenda__event__ends_at"
        waits = Q(**{f"{ends_at}__gt": standing.at}) | Q(asked_at__gte=F(ends_at))
        open_still = Q(item__state=ItemState.OPEN, item__decided_at=None)
        rows = self.fitting().filter(own, open_still, waits, answer="")
        return rows.exclude(item__agenda__event__state__in=[State.CLOSED, State.CANCELLED])


class Agreement(models.Model):
    """Whether the Presidency agrees to decide an item in writing; it may say so unasked.

    It says otherwise until the item is converted. With an item that comes back, what was said
    goes: it is asked anew. It counts as long as its ``state`` presides and title and text of the
    item are what they were when it was said.
    """

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="agreement")
    state = models.ForeignKey(MemberState, models.PROTECT, related_name="+")
    of_title = models.CharField(max_length=200, blank=True)
    of_text = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(max_length=7, choices=PresidencyAnswer, blank=True)
    text = models.TextField(_("Remark"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, text="", asked_at__isnull=False)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="agreement_asked_for_or_answered_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return what is said."""
        return f"{self.item}: {self.answer or '…'}"

    @property
    def said_by(self) -> str:
        """Return who answered: the person, or the Presidency where that is erased."""
        return (self.answered_by and self.answered_by.name) or gettext("Presidency")

    @property
    def is_given(self) -> bool:
        """Return whether the Presidency agrees, to what it was asked about."""
        return self.answer == PresidencyAnswer.AGREES
