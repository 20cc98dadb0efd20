"""How forms are rendered: our own templates, Django's behind them, and what joins both."""

from pathlib import Path
from typing import Any, cast

import django.forms
from django.conf import settings
from django.forms import (
    BaseForm,
    BooleanField,
    ChoiceField,
    Field,
    ModelMultipleChoiceField,
    MultipleChoiceField,
)
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import BaseRenderer
from django.forms.widgets import (
    CheckboxInput,
    ChoiceWidget,
    Input,
    Select,
    Textarea,
    Widget,
)
from django.template.backends.django import DjangoTemplates
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from interface.widgets import PartsWidget

BOUNDS = {
    "min_value": _("A number from %(limit_value)s."),
    "max_value": _("A number up to %(limit_value)s."),
}


class BoundField(DjangoBoundField):
    """A field of a form, with the class of its box and the place a problem links to."""

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        """Say in our own words what Django says of every field; a field's own words stay."""
        super().__init__(form, field, name)
        messages: dict[str, Any] = field.error_messages
        if messages["required"] == Field.default_error_messages["required"]:
            messages["required"] = required(field)
        for code, words in BOUNDS.items():
            messages.setdefault(code, words)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Add the class of a box to what is written into; choices have their own rows."""
        built = super().build_widget_attrs(attrs, widget)
        box = widget or self.field.widget
        if is_box(box):
            own = built.get("class") or box.attrs.get("class") or ""
            built["class"] = f"input {own}".strip()
        built.pop("required", None)  # the word "(optional)" says it; the server checks it
        return built

    @property
    def is_choice(self) -> bool:
        """Tell whether this is one box to tick, its label beside it."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def anchor(self) -> str:
        """Return the id of the first box, for the list of problems to link to."""
        widget = self.field.widget
        if isinstance(widget, PartsWidget):
            return f"{self.auto_id}{widget.widgets_names[0]}"
        if isinstance(widget, ChoiceWidget) and widget.use_fieldset:
            return f"{self.auto_id}_0"
        return self.id_for_label


def required(field: Field) -> str | Promise:
    """Return what to do about a field that was left empty."""
    if isinstance(field, BooleanField):
        return _("Tick this box.")
    if isinstance(field, MultipleChoiceField | ModelMultipleChoiceField):
        return _("Choose at least one.")
    return _("Choose one.") if isinstance(field, ChoiceField) else _("Fill this in.")


def is_box(widget: Widget) -> bool:
    """Tell whether a widget is written into or drops down, rather than ticked."""
    if isinstance(widget, CheckboxInput):
        return False
    if isinstance(widget, Input):
        return not widget.is_hidden
    return isinstance(widget, Textarea) or (isinstance(widget, Select) and not widget.use_fieldset)


class Renderer(BaseRenderer):
    """Looks for form templates in ``templates/`` first, then in Django."""

    form_template_name = "interface/forms/form.html"
    field_template_name = "interface/forms/field.html"
    formset_template_name = "interface/forms/formset.html"
    bound_field_class = BoundField

    def get_template(self, template_name: str) -> Any:
        """Return a template by its name."""
        return self.engine.get_template(template_name)

    @cached_property
    def engine(self) -> DjangoTemplates:
        """Return the engine of form templates; it has no request and no context processors."""
        own = cast("list[dict[str, Any]]", settings.TEMPLATES)[0]["DIRS"]
        theirs = Path(django.forms.__file__).parent / "templates"
        return DjangoTemplates(
            {"APP_DIRS": True, "DIRS": [*own, theirs], "NAME": "interface-forms", "OPTIONS": {}}
        )


def label_in_full(form: BaseForm, field: DjangoBoundField) -> str:
    """Return the label of a field, also where others are called the same; a form may know."""
    told = getattr(form, "label_in_full", None)
    return told(field.name) if told else str(field.label)
