"""A list of another tool, taken in for a webinar of which Anna and Berta are registrants."""

import datetime as dt
import re

from django.core.files.uploadedfile import SimpleUploadedFile

from events.enums import State
from events.models import AttendanceList
from tests.events.organisers import states
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

SLUG = "2026-03-02-webinar"
LISTS = f"/events/{SLUG}/attendance/lists/"
ONCE = "7b7e0f0e-2d52-4cb1-9a53-5a4ed3b2b1aa"
HEAD = "Name,Email,Join time,Leave time\n"


def webinar():
    """A webinar from ten to twelve in Brussels, hosted by Ireland, with Anna and Berta."""
    _france, ireland, _latvia = states()
    event = EventFactory(
        slug=SLUG, title="Webinar", first_date=dt.date(2026, 3, 2), host=ireland, state=State.HELD
    )
    SessionFactory(event=event, title="Opening")
    RegistrationFactory(event=event, name="Anna Bērziņa", email="anna@example.eu")
    RegistrationFactory(event=event, name="Berta Kalniņa", email="berta@example.eu")
    return event


def line(name, begin="10:00", end="12:00", email=""):
    return f"{name},{email},2026-03-02 {begin},2026-03-02 {end}\n"


def send(client, content, name="list.csv", **typed):
    if isinstance(content, str):
        content = content.encode()
    file = SimpleUploadedFile(name, content)
    words = {"once": ONCE, "zone": "Europe/Brussels", "session": "", "file": file}
    return client.post(LISTS, words | typed)


def taken_in(client, *lines):
    response = send(client, HEAD + "".join(lines))
    assert response.status_code == 302
    return AttendanceList.objects.get(), response.headers["Location"]


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def person(name):
    return str(RegistrationFactory._meta.model.objects.get(name=name).key)
