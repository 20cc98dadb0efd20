"""What somebody who holds a certificate types or sends to have it checked."""

import re
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from certificates import links
from documents.forms import FileInput
from interface.fields import LineField

ADDRESS = re.compile(r"/verify/", re.IGNORECASE)
NUMBER = re.compile(r"[A-Z]+[\W_]*\d{4}[\W_]*\d+(\W*v\d+)?", re.IGNORECASE)


class CodeForm(forms.Form):
    """The address that is printed on a certificate, or the code in it. Nothing else finds one."""

    code = LineField(
        label=_("Address or code"),
        max_length=500,
        help_text=_(
            "As printed below the QR code: the whole address, or the seven groups of four at its"
            " end. Capitals, spaces and hyphens do not matter."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the address that is printed on the certificate.")},
    )

    def clean_code(self) -> str:
        """Return the code of a certificate; one that is not known is told no more than that."""
        typed = str(self.cleaned_data["code"]).strip()
        token = (ADDRESS.split(typed, maxsplit=1)[-1]).strip("/ ")
        if links.found(token) is not None:
            return links.canonical(token)
        if NUMBER.fullmatch(token):
            raise ValidationError(
                _(
                    "That is its number, by which nobody can look it up, since a name would be read"
                    " off each. Type the code below the QR code: 28 letters and digits in groups"
                    " of four."
                ),
                code="number",
            )
        raise ValidationError(
            _("No certificate has this code. Compare it letter by letter."), code="unknown"
        )


class FileForm(forms.Form):
    """A file that is said to be a certificate; it is looked at and never kept."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("The PDF as you received it. It is compared and not kept."),
        widget=FileInput(allowed={"pdf"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty."),
        },
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large to be looked at; no certificate is."""
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise ValidationError(
                _("This file is too large to be a certificate: up to %(size)d MB are looked at."),
                code="too_large",
                params={"size": settings.UPLOAD_LIMIT >> 20},
            )
        return file
