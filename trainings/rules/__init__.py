"""What follows in trainings on request: tables, wishes, dates, needs, matching; pure."""

from trainings.rules.finding import Finding, UnmetError
from trainings.rules.tables import ASSIGNMENT, REQUEST
from trainings.rules.wish import Window, Wish

__all__ = ["ASSIGNMENT", "REQUEST", "Finding", "UnmetError", "Window", "Wish"]
