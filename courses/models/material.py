"""What is handed out: the English source of each material, and its translations."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.models import MemberState, User
from courses import rules
from courses.enums import Given, TranslationState
from courses.models.course import Course

SOURCE = "courses.material"
"""The label under which the files of English sources are kept."""
TRANSLATED = "courses.translation"
"""The label under which the files of translations are kept."""


class Material(models.Model):
    """A material in English, the source of its translations.

    The file is a document kept under ``courses.material`` and this ``key``; ``number`` is the
    number of its newest version, 0 before there is a file.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.CASCADE, related_name="materials")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("Title"), max_length=200)
    given = models.CharField(_("Given to"), max_length=12, choices=Given, default=Given.REGISTERED)
    number = models.PositiveIntegerField(default=0, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page on which it is kept."""
        return reverse("courses:material", args=[self.key])


class TranslationQuerySet(models.QuerySet["Translation"]):
    """Reads on translations."""

    def for_check(self, standing: Standing) -> "TranslationQuerySet":
        """Translations that wait for the check of a state for which the person speaks."""
        return self.filter(
            state=TranslationState.TO_CHECK,
            checker__in=standing.member_states,
            material__archived_at=None,
        )


class Translation(models.Model):
    """A material in another language, made from one version of the source.

    The file is a document kept under ``courses.translation`` and this ``key``. It is checked by
    a Member State that speaks the language.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    material = models.ForeignKey(Material, models.CASCADE, related_name="translations")
    language = models.CharField(_("Language"), max_length=10)
    state = models.CharField(max_length=10, choices=TranslationState, default=TranslationState.NONE)
    translates = models.PositiveIntegerField(_("Version of the source"), default=0)
    checker = models.ForeignKey(
        MemberState, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Checked by"),
    )  # fmt: skip
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(_("Remark of the check"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "language"], name="translation_one_per_language"
            ),
            models.CheckConstraint(
                condition=~Q(language="en"), name="translation_not_into_the_language_of_the_source"
            ),
            models.CheckConstraint(
                condition=Q(state=TranslationState.NONE, translates=0)
                | ~Q(state=TranslationState.NONE) & Q(translates__gte=1),
                name="translation_begun_of_a_version",
            ),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None) | Q(checked_at__isnull=False),
                name="translation_checked_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=TranslationState.PUBLISHED) | Q(checked_at__isnull=False),
                name="translation_published_after_its_check",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the page on which it is made and checked."""
        return reverse("courses:translation", args=[self.key])

    @property
    def is_behind(self) -> bool:
        """Return whether the English has moved on since."""
        return rules.is_behind(translates=self.translates, source=self.material.number)
