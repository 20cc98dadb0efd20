"""What is said about an event, as the Secretariat and a hosting Presidency write it."""

from events.forms.event.checks import clock_problem
from events.forms.event.form import EventForm

__all__ = ["EventForm", "clock_problem"]
