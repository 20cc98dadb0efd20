"""The pages of procedures: where they stand, what they say, what is typed into them."""

from django.urls import reverse

from accounts.enums import Role
from procedures.models import VotingRule
from tests.factories.procedures import holder
from tests.procedures.conftest import LATER, proved


def address(made, name="procedure", *parts):
    return reverse(f"procedures:{name}", args=[made.reference, *parts])


def text(response):
    return " ".join(response.content.decode().split())


def typed(**words):
    return {
        "title": "Guidelines",
        "question": "Adopt?",
        "body": "BOARD",
        "visibility": "body",
        "decision_visibility": "public",
        "rule": VotingRule.objects.first().pk,
        "calendar": "BE",
        "reminds": "on",
        **words,
    }


def member(code="LV", role=Role.NR):
    return proved(holder(code, LATER, role=role).user)
