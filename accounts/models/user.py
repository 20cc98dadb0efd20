"""People who can sign in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import CalendarBy
from accounts.folding import folded


class UserQuerySet(models.QuerySet["User"]):
    """Reads on people."""

    def matching(self, text: str) -> "UserQuerySet":
        """People whose name or address holds each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def named(self, text: str) -> "UserQuerySet":
        """People whose name holds each word; addresses are not looked at."""
        found = self
        for word in folded(text).split():
            found = found.filter(sort_name__contains=word)
        return found

    def holding(self, mandates: "models.QuerySet[Any]") -> "UserQuerySet":
        """People with an open account who hold one of the mandates."""
        return self.filter(is_active=True, pk__in=mandates.values("user"))

    def with_mandates(self, mandates: "models.QuerySet[Any]") -> "UserQuerySet":
        """People with those of the mandates that are theirs, as the list ``held``."""
        return self.prefetch_related(models.Prefetch("mandates", mandates, to_attr="held"))


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes people; Django's own commands ask for it."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who may sign in."""
        user: User = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person known by one mail address.

    An account alone gives no right: rights come from mandates, and a few named
    permissions. ``key`` is what journal and letters know the person by.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Full name"), max_length=200)
    sort_name = models.CharField(max_length=400, db_index=True, editable=False)
    search_text = models.TextField(editable=False)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(_("Time zone"), max_length=64, default="Europe/Brussels")
    telephone = models.CharField(_("Telephone"), max_length=60, blank=True)
    calendar_by = models.CharField(
        _("Dates reach me"), max_length=4, choices=CalendarBy, default=CalendarBy.BOTH
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["sort_name", "pk"]
        permissions = [
            ("read_contact_points", "May read contact points per priority"),
            ("read_restricted_papers", "May read restricted papers"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_active=True, closed_at=None)
                | models.Q(is_active=False, closed_at__isnull=False),
                name="user_active_or_closed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        """Return the person's name."""
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the columns that sort and search derived from name and address."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out the columns that sort and search."""
        self.sort_name = folded(self.name)[:400]
        self.search_text = f"{folded(self.name)} {self.email.casefold()}"

    def get_full_name(self) -> str:
        """Return the name; Django and allauth ask for it by this method."""
        return self.name
