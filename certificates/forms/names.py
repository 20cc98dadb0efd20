"""A name as it is to be printed on a certificate."""

import re
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from interface.fields import LineField

LONGEST = 80
NO_MARKUP = RegexValidator(
    re.compile(r"[<>]"), _("A name holds no < and no >."), code="markup", inverse_match=True
)


class NameField(LineField):
    """One line that can be somebody's name: not endless, and no markup."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what a name on a certificate can be."""
        super().__init__(max_length=LONGEST, validators=[NO_MARKUP], **kwargs)
