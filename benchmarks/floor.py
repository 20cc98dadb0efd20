"""The floor: a bare Django app in one file, with one table and its own pages of the same kind.

It has no accounts, no translation, no journal, no letters and no policy: what Django itself
takes on this machine under the same server. ``python -m benchmarks.floor`` lays out its table.
"""

import os
import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import engines
from django.urls import path
from django.utils.http import http_date
from django.views.decorators.http import condition

settings.configure(
    SECRET_KEY="the floor's own key guards nothing",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["FLOOR_DATABASE"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    },
    MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()


class Meeting(models.Model):
    """One event of the floor."""

    title = models.CharField(max_length=200)
    place = models.CharField(max_length=100)
    text = models.TextField()
    day = models.DateField()

    class Meta:
        app_label = "floor"


class Person(models.Model):
    """One registration of the floor."""

    name = models.CharField(max_length=200)
    email = models.EmailField()
    state = models.CharField(max_length=20)

    class Meta:
        app_label = "floor"


LIST = engines["django"].from_string(
    "<!doctype html><title>Events</title><main><h1>Events</h1><ul>{% for one in meetings %}<li>"
    '<a href="/events/{{ one.pk }}/">{{ one.title }}</a> {{ one.day|date:"l j F Y" }}, {{ one.place }}'
    "</li>{% endfor %}</ul></main>"
)
PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ one.title }}</title><main><h1>{{ one.title }}</h1>"
    '<p>{{ one.day|date:"l j F Y" }}, {{ one.place }}</p>{{ one.text|linebreaks }}</main>'
)
FORM = engines["django"].from_string(
    '<!doctype html><title>Register</title><form method="post">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">'
    '<input name="name"><input name="email"><button>Register</button></form>'
)
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//floor//EN\r\n"
ENTRY = (
    "BEGIN:VEVENT\r\nUID:{pk}@floor\r\nDTSTAMP:20240101T000000Z\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\n"
    "SUMMARY:{title}\r\nLOCATION:{place}\r\nDESCRIPTION:{text}\r\nEND:VEVENT\r\n"
)


def listing(request):
    return HttpResponse(LIST.render({"meetings": Meeting.objects.order_by("day")[:50]}))


def page(request, pk):
    return HttpResponse(PAGE.render({"one": Meeting.objects.get(pk=pk)}))


def register(request):
    if request.method == "POST":
        name, email = request.POST["name"], request.POST["email"]
        Person.objects.create(name=name, email=email, state="confirmed")
        return HttpResponseRedirect("/thanks/")
    return HttpResponse(FORM.render({"token": get_token(request)}))


def thanks(request):
    return HttpResponse("<!doctype html><title>Thanks</title><p>Thank you.</p>")


@condition(etag_func=lambda request: '"floor"')
def feed(request):
    entries = "".join(
        ENTRY.format(pk=one.pk, day=one.day, title=one.title, place=one.place, text=one.text)
        for one in Meeting.objects.order_by("pk")[:500]
    )
    body = f"{HEAD}{entries}END:VCALENDAR\r\n"
    return HttpResponse(body, "text/calendar", headers={"Last-Modified": http_date(0)})


urlpatterns = [
    path("healthz", thanks),
    path("events/", listing),
    path("events/<int:pk>/", page),
    path("register/", register),
    path("thanks/", thanks),
    path("feed.ics", feed),
]
application = get_wsgi_application()


def lay_out():
    """Make the two tables, and 500 events."""
    import datetime as dt

    with connection.schema_editor() as editor:
        editor.create_model(Meeting)
        editor.create_model(Person)
    Meeting.objects.bulk_create(
        Meeting(
            title=f"Seminar {n}: what works against burglary",
            place="Brussels",
            text="What works, how we know, and what to do on Monday. " * 8,
            day=dt.date(2026, 1, 1) + dt.timedelta(days=n % 365),
        )
        for n in range(500)
    )


if __name__ == "__main__":
    sys.exit(lay_out())
