"""What an invited person answers."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.fields import AddressField
from accounts.models import Notice
from events.asking import NOTHING_MORE, Asking
from events.enums import InvitationKind, InvitationState
from events.forms.registration import RegistrationForm
from events.invitations import Reply
from events.models import Invitation
from interface.fields import LineField, TextField

YES, NO, SUBSTITUTE = "yes", InvitationState.NO.value, InvitationState.SUBSTITUTE.value
OF_EVERYBODY = frozenset({"once", "answer", "note"})
OF_THE_STAND_IN = ("substitute_name", "substitute_email")


class ReplyForm(RegistrationForm):
    """An answer, and with a yes all that a registration asks.

    What belongs to another answer is neither asked nor judged.
    """

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you come?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether you come.")},
    )
    note = TextField(
        label=gettext_lazy("Words to the organisers"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    substitute_name = LineField(
        label=gettext_lazy("Who comes instead"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    substitute_email = AddressField(
        label=gettext_lazy("That person's e-mail address"),
        required=False,
        help_text=gettext_lazy("An invitation of their own goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    field_order = (  # type: ignore[assignment]  # it has more of them
        "once", "answer", "name", "email", "organisation", "country", "category", "mode",
        "notice", *OF_THE_STAND_IN, "note",
    )  # fmt: skip

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        invitation: Invitation,
        notice: Notice | None,
        asking: Asking = NOTHING_MORE,
        files: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
        may_come: bool = True,
    ) -> None:
        """Ask an institution who comes; of a person the address is known.

        Without ``may_come`` the yes that was given is no longer this sender's to change.
        """
        self.invitation = invitation
        super().__init__(
            data,
            event=invitation.event,
            notice=notice,
            asking=asking,
            files=files,
            initial=initial,
        )
        choices = [(NO, _("No, I cannot come"))]
        if may_come:
            choices.insert(0, (YES, _("Yes, I come")))
        if not invitation.stands_in_for_id:
            choices.append((SUBSTITUTE, _("Somebody else comes in my place")))
        else:
            for name in OF_THE_STAND_IN:
                del self.fields[name]
        cast("forms.ChoiceField", self.fields["answer"]).choices = choices
        if not self.asks_who_comes:
            del self.fields["email"]

    @property
    def asks_who_comes(self) -> bool:
        """Return whether the address of who comes is asked: an institution says it itself."""
        return self.invitation.kind == InvitationKind.ORGANISATION

    def clean(self) -> dict[str, Any]:
        """Judge what belongs to the answer, and forget the rest."""
        super().clean()
        answer = self.cleaned_data.get("answer")
        wanted = set(OF_EVERYBODY)
        if answer == SUBSTITUTE:
            wanted |= set(OF_THE_STAND_IN)
            for name in OF_THE_STAND_IN:
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, _("Say who comes, with an address."))
            if self.cleaned_data.get("substitute_email") == self.invitation.email:
                self.add_error("substitute_email", _("This is the address invited already."))
        if answer != YES:
            for name in set(self.errors) - wanted:
                del self.errors[name]
        else:
            for name in OF_THE_STAND_IN:
                self.errors.pop(name, None)
        return self.cleaned_data

    def reply(self) -> Reply:
        """Return the answer that a valid form holds."""
        data = self.cleaned_data
        if data["answer"] == SUBSTITUTE:
            stand_in = (data["substitute_name"], data["substitute_email"])
            return Reply(SUBSTITUTE, note=data["note"], stand_in=stand_in)
        if data["answer"] == NO:
            return Reply(NO, note=data["note"])
        return Reply(
            self.more.attending,
            note=data["note"],
            name=data["name"],
            email=data.get("email") or self.invitation.email,
            organisation=data["organisation"],
            country=data["country"],
            category=data["category"],
        )

    def more_said(self) -> dict[str, Any]:
        """Return what else a yes holds, by the names that the services have for it."""
        if self.cleaned_data["answer"] != YES:
            return {}
        asked = set(self.more.said) - {"group"}
        # Where it is not asked here, it stays as the person gave it.
        asked -= set() if self.more.asking.list_consent else {"list_consent"}
        return {name: value for name, value in self.more.said.items() if name in asked}
