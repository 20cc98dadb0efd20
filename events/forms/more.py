"""What a form asks beside who somebody is: how one takes part, groups, sessions, questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from events import asked, questions
from events.asking import Asking, Before
from events.enums import Attending, QuestionType, QuotaScope, Stage
from events.forms.answers import field_for, kept_as, name_of, plain, with_places
from events.models import Session
from events.questions import GROUP, MODE, Question, Taking
from events.rules import Claim, Wish
from interface import moments

LIST_CONSENT = "list_consent"
SESSIONS = "sessions"
EMPTY: Mapping[str, Any] = {
    QuestionType.SEVERAL: [],
    QuestionType.CONSENT: False,
    QuestionType.DATE: None,
    QuestionType.NUMBER: None,
}


@dataclass(frozen=True)
class Part:
    """Questions that follow one another and are asked of the same people.

    ``of`` names the field on which that depends and ``value`` what must stand there; both
    are empty where everybody is asked, and ``when`` says it in words.
    """

    fields: list[forms.BoundField] = field(default_factory=list)
    of: str = ""
    value: str = ""
    when: str = ""
    stage: str = Stage.REGISTRATION


class More:
    """The further fields of a form, and what was said in them."""

    def __init__(self, form: forms.Form, asking: Asking, *, attending: str) -> None:
        """Add the fields to the form; ``attending`` is empty where the form asks for it."""
        self.form, self.asking, self._only = form, asking, attending
        if attending:
            form.fields.pop(MODE, None)
        if MODE in form.fields:
            cast("forms.ChoiceField", form.fields[MODE]).choices = [
                (way.value, self._with_places(way.label, Claim(QuotaScope.ATTENDING, way.value)))
                for way in Attending
            ]
        if len(asking.groups) > 1:
            form.fields[GROUP] = forms.ChoiceField(
                label=_("As what do you take part?"),
                choices=[
                    (group, self._with_places(name, Claim(QuotaScope.GROUP, group=group)))
                    for group, name in asking.group_names.items()
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say as what you take part.")},
            )
        if asking.sessions:
            form.fields[SESSIONS] = forms.MultipleChoiceField(
                label=_("Sessions with places of their own"),
                choices=[(str(one.uid), self._session(one)) for one in asking.sessions],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=self._chosen(asking.chosen_sessions),
                help_text=_("Choose those you come to. All others need no choice."),
            )
        self.schema = asking.put(
            attending=attending, on_form={name for name in (MODE, GROUP) if name in form.fields}
        )
        for question in self.schema:
            form.fields[name_of(question.key)] = field_for(
                question, before=asking.before.get(question.key), left=asking.left
            )
        if asking.list_consent:
            form.fields[LIST_CONSENT] = forms.BooleanField(
                label=_("My name may stand on the list that participants see"),
                required=False,
                initial=asking.agreed_to_the_list,
            )

    def _with_places(self, label: str | Promise, claim: Claim) -> str:
        """Return a label with what is free of it, which is counted only where it is shown."""
        return lazy(lambda: with_places(str(label), self.asking.left.get(claim)), str)()

    def _session(self, session: Session) -> str:
        day = moments.day(session.date)
        hours = f"{session.starts_time:%H:%M}{moments.EN_DASH}{session.ends_time:%H:%M}"
        free = self.asking.left.get(Claim(QuotaScope.SESSION, session.pk))
        return with_places(f"{session.title}, {day}, {hours}", free)

    def _chosen(self, keys: frozenset[int]) -> list[str]:
        return [str(one.uid) for one in self.asking.sessions if one.pk in keys]

    # What the page shows

    @property
    def parts(self) -> list[Part]:
        """The event's own questions in their order, by whom they are asked of."""
        found = []
        for (stage, condition), together in groupby(
            self.schema, key=lambda question: (question.stage, question.shown_if)
        ):
            boxes = [self.form[name_of(question.key)] for question in together]
            if condition is None:
                found.append(Part(boxes, stage=stage))
                continue
            of = condition.of if condition.of in {MODE, GROUP} else name_of(condition.of)
            words = asked.asked_of(condition, self.asking.schema, called=self.asking.group_names)
            sent = self._as_sent(condition.of, condition.value)
            found.append(Part(boxes, self.form.add_prefix(of), sent, words))
        return found

    def _as_sent(self, of: str, value: str) -> str:
        """Return what a browser sends where a condition holds."""
        question = next((one for one in self.schema if one.key == of), None)
        is_box = question is not None and question.type == QuestionType.CONSENT
        return "on" if is_box else value

    @property
    def is_conditional(self) -> bool:
        """Whether something is asked of some people only."""
        return any(question.shown_if for question in self.schema)

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields in which one says as what one comes, and to what."""
        return [self.form[name] for name in (GROUP, SESSIONS) if name in self.form.fields]

    @property
    def consents(self) -> list[forms.BoundField]:
        """The consent that the list of participants needs, where the form asks for it."""
        return [self.form[name] for name in (LIST_CONSENT,) if name in self.form.fields]

    # What was said

    def clean(self) -> None:
        """Forget what was sent, and what is wrong, in questions that are not asked."""
        given = self._given()
        together = self.asking.given() | given
        taking = Taking(self.attending, self.group)
        put = {
            question.key
            for question in questions.asked(self.asking.schema, given=together, taking=taking)
        }
        self.answers: dict[str, Any] = {}
        for question in self.schema:
            name = name_of(question.key)
            if question.key not in put:
                self.form.errors.pop(name, None)
                self.form.cleaned_data[name] = EMPTY.get(question.type, "")
                self.answers[question.key] = None
            elif question.type != QuestionType.FILE or given[question.key]:
                self.answers[question.key] = given[question.key]

    def _given(self) -> dict[str, Any]:
        return {
            question.key: plain(
                question,
                self.form.cleaned_data.get(name_of(question.key)),
                before=self.asking.before.get(question.key),
            )
            for question in self.schema
        }

    @property
    def attending(self) -> str:
        """How the person takes part, asked or not."""
        return self._only or self.form.cleaned_data.get(MODE, "")

    @property
    def group(self) -> str:
        """As what the person takes part, asked or not."""
        return str(self.form.cleaned_data.get(GROUP) or self.asking.group)

    @property
    def sessions(self) -> list[Session]:
        """The sessions that were chosen."""
        chosen = self.form.cleaned_data.get(SESSIONS) or ()
        return [one for one in self.asking.sessions if str(one.uid) in chosen]

    @property
    def list_consent(self) -> bool:
        """Whether the name may stand on the list of participants."""
        return bool(self.form.cleaned_data.get(LIST_CONSENT))

    @property
    def said(self) -> dict[str, Any]:
        """All of it, by the names that the services have for it."""
        return {
            "group": self.group,
            "sessions": self.sessions,
            "answers": self.answers,
            "list_consent": self.list_consent,
        }

    def wish(self, country: str) -> Wish:
        """Return what somebody of that country wants of the event's places."""
        return Wish(
            country,
            self.group,
            self.attending,
            frozenset(session.pk for session in self.sessions),
            questions.chosen(self.asking.schema, self.answers),
        )

    def theirs(self, before: Mapping[str, Before]) -> dict[str, Any]:
        """Return what is stored of the answers, by field, as the fields give it."""
        return {
            name_of(question.key): self._stored(question, before.get(question.key))
            for question in self.schema
            if question.type != QuestionType.FILE
        }

    def _stored(self, question: Question, before: Before | None) -> Any:
        if before is None:
            return EMPTY.get(question.type, "")
        if question.type == QuestionType.NUMBER:
            return Decimal(before.value)
        return kept_as(question, before)
