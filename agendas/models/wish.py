"""The wish of a Member State to have an item decided in writing instead."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import MemberState, User
from agendas.models.item import AgendaItem


class Wish(models.Model):
    """One state's wish for one item; taken back, the row goes, and the journal keeps both."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="wishes")
    member_state = models.ForeignKey(MemberState, models.PROTECT, related_name="+")
    text = models.TextField(_("Why"), blank=True)
    wished_at = models.DateTimeField()
    wished_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["member_state__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "member_state"], name="wish_once_of_a_state_and_item"
            ),
        ]

    def __str__(self) -> str:
        """Return the state."""
        return str(self.member_state)
