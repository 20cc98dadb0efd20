"""A voting rule, parameter by parameter; contradictions are told beside the field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from interface.fields import LineField, OnceField, TextField
from procedures.enums import Base, Decision, QuorumOf, Silence, Unit
from procedures.models import VotingRule
from procedures.rules import MalformedRuleError, Rule, read_rule

SERVED = (Decision.FRACTION, Decision.REVERSE, Decision.OBJECTION)
FIELD_OF = {
    "objections_to_block": "objections",
    "of": "quorum_of",
    "count": "quorum",
    "quorum": "quorum",
    "members": "stop_members",
    "stop": "stop_members",
}
SAID_ONLY = {"name", "note", "once", "version"}
FRACTION_ALONE = ("fraction", "strict", "base", "quorum_of", "quorum", "quorum_strict", "tie")


class RuleForm(forms.Form):
    """How a procedure is decided: decision, silence, quorum, stop, tie and time."""

    version = VersionField()
    once = OnceField()
    name = LineField(label=_("Name"), max_length=120)
    note = TextField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(one.value, one.label) for one in SERVED],
        widget=forms.RadioSelect,
    )
    fraction = LineField(
        label=_("Share of approvals"),
        required=False,
        max_length=20,
        help_text=_("A fraction such as 1/2 or 2/3; never a decimal."),
        widget=forms.TextInput(attrs={"class": "input-4"}),
    )
    strict = forms.BooleanField(label=_("More than this share, not just as much"), required=False)
    base = forms.ChoiceField(
        label=_("Of what"),
        choices=Base.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    objections = forms.IntegerField(
        label=_("Seats against that block it"),
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"class": "input-4", "inputmode": "numeric"}),
    )
    silence = forms.ChoiceField(
        label=_("Who does not reply counts as"), choices=Silence.choices, widget=forms.RadioSelect
    )
    quorum_of = forms.ChoiceField(
        label=_("Quorum"),
        choices=[("", _("None")), *QuorumOf.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    quorum = LineField(
        label=_("How many make the quorum"),
        required=False,
        max_length=20,
        help_text=_("A number such as 14, or a share of all seats such as 1/2."),
        widget=forms.TextInput(attrs={"class": "input-4"}),
    )
    quorum_strict = forms.BooleanField(label=_("More than this share"), required=False)
    tie = forms.BooleanField(label=_("The chair's casting vote decides a tie"), required=False)
    stop_members = LineField(
        label=_("Objections that end the procedure"),
        required=False,
        max_length=20,
        help_text=_("A number, or “majority”; empty where seats cannot end it."),
        widget=forms.TextInput(attrs={"class": "input-4"}),
    )
    stop_chair = forms.BooleanField(label=_("The chair may end it"), required=False)
    amendment_breaks = forms.BooleanField(
        label=_("Any amendment means that it is not adopted"), required=False
    )
    window_days = forms.IntegerField(
        label=_("Time to reply, in days"),
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "input-4", "inputmode": "numeric"}),
    )
    window_unit = forms.ChoiceField(
        label=_("Counted in"), choices=Unit.choices, widget=forms.RadioSelect
    )
    minimum_days = forms.IntegerField(
        label=_("At least, in days"),
        required=False,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "input-4", "inputmode": "numeric"}),
    )
    urgent_days = forms.IntegerField(
        label=_("Where it is urgent, in days"),
        required=False,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "input-4", "inputmode": "numeric"}),
    )
    extendable = forms.BooleanField(label=_("More time may be given"), required=False)
    early_close = forms.BooleanField(
        label=_("Closes as soon as all seats have replied"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rule: VotingRule | None) -> None:
        """Fill in what is known."""
        super().__init__(data, initial=shown(rule) if rule else _fresh())
        del self.fields["once" if rule else "version"]

    def clean(self) -> dict[str, Any]:
        """Put the parameters together, and tell what makes no sense where it stands."""
        super().clean()
        if self.errors.keys() - SAID_ONLY:
            return self.cleaned_data
        self.cleaned_data["data"] = data = self._data()
        try:
            read_rule(data)
        except MalformedRuleError as error:
            field = FIELD_OF.get(error.key, error.key)
            words = str(error).partition(": ")[2] or str(error)
            self.add_error(field if field in self.fields else None, words)
        return self.cleaned_data

    @property
    def rule(self) -> Rule | None:
        """Return the rule as typed, if it makes sense; name and note have no part in it."""
        data = getattr(self, "cleaned_data", {}).get("data")
        return read_rule(data) if data and not self.errors.keys() - SAID_ONLY else None

    def _data(self) -> dict[str, Any]:
        """Return the rule as data; what has no meaning for the decision is left out."""
        found = self.cleaned_data
        decision = found["decision"]
        data: dict[str, Any] = {
            "decision": decision,
            "amendment_breaks": found["amendment_breaks"],
            "window_days": found["window_days"],
            "window_unit": found["window_unit"],
            "extendable": found["extendable"],
            "early_close": found["early_close"],
        }
        for name in ("minimum_days", "urgent_days"):
            if found[name] is not None:
                data[name] = found[name]
        stop: dict[str, Any] = {}
        if found["stop_members"]:
            stop["members"] = _number(found["stop_members"])
        if found["stop_chair"]:
            stop["chair"] = True
        if stop:
            data["stop"] = stop
        if decision != Decision.REVERSE:
            data["silence"] = found["silence"]
        if decision == Decision.FRACTION:
            data |= self._of_share()
        elif decision == Decision.REVERSE:
            data["base"] = found["base"] or Base.MEMBERS.value
        elif found["objections"] is not None:
            data["objections_to_block"] = found["objections"]
        return data

    def _of_share(self) -> dict[str, Any]:
        found = self.cleaned_data
        data: dict[str, Any] = {
            "fraction": found["fraction"],
            "strict": found["strict"],
            "base": found["base"] or Base.MEMBERS.value,
        }
        if found["tie"]:
            data["tie"] = "chair"
        if found["quorum_of"]:
            quorum: dict[str, Any] = {"of": found["quorum_of"]}
            if "/" in found["quorum"]:
                quorum |= {"fraction": found["quorum"], "strict": found["quorum_strict"]}
            else:
                quorum["count"] = _number(found["quorum"])
            data["quorum"] = quorum
        return data


def _number(text: str) -> int | str:
    """Return the number that was typed; what is none stays as it is, to be refused with words."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text


def shown(kept: VotingRule) -> dict[str, Any]:
    """Return what the form shows of a rule."""
    data, rule = kept.data, kept.rule
    quorum, stop = data.get("quorum", {}), data.get("stop", {})
    return {
        "version": kept.version,
        "name": kept.name,
        "note": kept.note,
        "decision": rule.decision,
        "fraction": data.get("fraction", ""),
        "strict": rule.strict,
        "base": rule.base,
        "objections": data.get("objections_to_block"),
        "silence": rule.silence,
        "quorum_of": quorum.get("of", ""),
        "quorum": str(quorum.get("count", quorum.get("fraction", ""))),
        "quorum_strict": quorum.get("strict", False),
        "tie": rule.chair_breaks_ties,
        "stop_members": str(stop.get("members", "")),
        "stop_chair": rule.stop.chair,
        "amendment_breaks": rule.amendment_breaks,
        "window_days": rule.window_days,
        "window_unit": rule.window_unit,
        "minimum_days": rule.minimum_days,
        "urgent_days": rule.urgent_days,
        "extendable": rule.extendable,
        "early_close": rule.early_close,
    }


def fresh_rule() -> Rule | None:
    """Return the rule that a new form begins with."""
    form = RuleForm(_fresh(), rule=None)
    form.is_valid()
    return form.rule


def _fresh() -> dict[str, Any]:
    return {
        "decision": Decision.FRACTION.value,
        "fraction": "1/2",
        "strict": True,
        "base": Base.CAST.value,
        "silence": Silence.NONE.value,
        "quorum_of": "",
        "window_days": 10,
        "window_unit": Unit.WORKING.value,
        "extendable": True,
    }
