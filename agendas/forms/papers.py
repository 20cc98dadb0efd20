"""What the page of an item's papers accepts."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.versions import VersionField
from agendas.models import AgendaItem
from agendas.models.item import reads_restricted
from agendas.rules import narrower_than
from documents.forms import UploadsField
from documents.models import Document
from interface.fields import LineField, OnceField

READERS: Mapping[str, str | Promise] = {
    Visibility.PUBLIC: _("Everybody who may see the meeting"),
    Visibility.NETWORK: _("Members of the Network"),
    Visibility.BODY: _("Members of the body"),
    Visibility.ATTENDEES: _("Those who are invited or take part"),
    Visibility.RESTRICTED: _("Restricted: each reading is noted"),
}


def circles(item: AgendaItem, standing: Standing) -> list[tuple[str, str | Promise]]:
    """Return the circles of readers that the person may choose: none wider than the item's."""
    offered = narrower_than(item.readers_class)
    reads = reads_restricted(standing, item.agenda.event)
    return [(level, READERS[level]) for level in offered if reads or level != Visibility.RESTRICTED]


class AddPapersForm(forms.Form):
    """Files for an item."""

    once = OnceField()
    papers = UploadsField(label=_("Files"))
    title = LineField(
        label=_("Title"),
        required=False,
        help_text=_("Of a single file. Without it, and of several, the file's name is the title."),
    )
    visibility = forms.ChoiceField(label=_("Who may see it"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        item: AgendaItem,
        standing: Standing,
    ) -> None:
        """Offer the circles of readers that there are."""
        super().__init__(data, files)
        cast("forms.ChoiceField", self.fields["visibility"]).choices = circles(item, standing)


class ChangePaperForm(forms.Form):
    """Title and readers of a paper."""

    version = VersionField()
    title = LineField(label=_("Title"))
    visibility = forms.ChoiceField(label=_("Who may see it"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        document: Document,
        item: AgendaItem,
        standing: Standing,
    ) -> None:
        """Fill in what is stored."""
        super().__init__(data, initial=self.stored(document) | {"version": document.version})
        cast("forms.ChoiceField", self.fields["visibility"]).choices = circles(item, standing)

    @staticmethod
    def stored(document: Document) -> dict[str, Any]:
        """Return what of a paper the form shows."""
        return {"title": document.title, "visibility": document.visibility}
