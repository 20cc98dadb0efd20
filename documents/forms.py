"""Fields that take files: what they give is checked, and nothing else can be stored."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents import kinds
from documents.checking import Checked, RefusedError, check
from documents.enums import Refusal
from documents.uploads import FILES_AT_ONCE


class FileInput(forms.FileInput):
    """The box of a file; the browser offers what is taken."""

    def __init__(self, *, allowed: Collection[str], several: bool = False) -> None:
        """Say which ends of names are offered, and whether several may be chosen."""
        ends = ",".join(f".{name}" for name in kinds.KINDS if name in allowed)
        self.allow_multiple_selected = several
        super().__init__({"accept": ends, **({"multiple": True} if several else {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the file, or all of them where several may be chosen."""
        if self.allow_multiple_selected and hasattr(files, "getlist"):
            return files.getlist(name)
        return super().value_from_datadict(data, files, name)


class UploadField(forms.FileField):
    """One file. Gives a ``documents.checking.Checked``, or nothing where none was sent.

    The form needs ``enctype="multipart/form-data"`` and is made with ``request.FILES``. Scanning
    and hashing happen here, so a form is valid before any lock is taken.
    """

    several = False
    default_error_messages = {"required": gettext_lazy("Choose a file.")}

    def __init__(self, *, allowed: Collection[str] = kinds.ALL, **kwargs: Any) -> None:
        """Take some of the kinds there are, or all."""
        self.allowed = frozenset(allowed)
        kwargs.setdefault("widget", FileInput(allowed=self.allowed, several=self.several))
        kwargs.setdefault("help_text", lazy(_what, str)(self.allowed))
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        """Return the file as checked, or say why it is not taken."""
        if not isinstance(data, UploadedFile):
            return None
        try:
            return check(data, name=data.name or "", size=data.size or 0, allowed=self.allowed)
        except RefusedError as error:
            raise ValidationError(said(error.why, self.allowed), code=error.why) from error

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002  # nothing is kept between two sendings
        """Check the file; a form shown again asks for it anew, as browsers do."""
        checked = self.to_python(data)
        if checked is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return checked


class UploadsField(UploadField):
    """Several files at once. Gives a list of ``Checked``, each fault under the file's name."""

    several = True

    def clean(self, data: Any, initial: Any = None) -> list[Checked]:
        """Check each file; one that is refused refuses the whole, by its name."""
        sent = data if isinstance(data, list) else [data] if data else []
        if not sent and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(sent) > FILES_AT_ONCE:
            raise ValidationError(_at_most(), code="too_many")
        checked, faults = [], []
        for one in sent:
            try:
                checked.append(super().clean(one, initial))
            except ValidationError as error:
                faults.append(ValidationError(f"{getattr(one, 'name', '')}: {error.messages[0]}"))
        if faults:
            raise ValidationError(faults)
        return checked


def said(why: Refusal, allowed: Collection[str] = kinds.ALL) -> str:
    """Return in words why a file is not taken, and what would be."""
    label = str(why.label)
    if why == Refusal.TOO_LARGE:
        return f"{label} {_limit()}"
    if why in {Refusal.KIND, Refusal.DISGUISED}:
        return f"{label} {_kinds(allowed)}"
    return label


def _what(allowed: Collection[str]) -> str:
    return f"{_kinds(allowed)} {_limit()}"


def _kinds(allowed: Collection[str]) -> str:
    return _("%(kinds)s are taken.") % {"kinds": kinds.in_words(allowed)}


def _limit() -> str:
    return _("Up to %(size)d MB.") % {"size": settings.UPLOAD_LIMIT >> 20}


def _at_most() -> str:
    return ngettext(
        "Send %(count)d file at most at once.",
        "Send %(count)d files at most at once.",
        FILES_AT_ONCE,
    ) % {"count": FILES_AT_ONCE}
