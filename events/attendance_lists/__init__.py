"""The attendance lists that other tools write, read into people and their hours.

Zoom, Teams, Webex, Google Meet and GoTo write comma-separated files and workbooks, each in
its own way and in several languages. What is read is what all of them say in the end: a name,
often an address, and from when to when somebody was there, or for how long.
"""

from events.attendance_lists.cells import UnreadableError
from events.attendance_lists.people import Person, read

__all__ = ["Person", "UnreadableError", "read"]
