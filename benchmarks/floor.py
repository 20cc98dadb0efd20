"""The floor: a bare Django app in one file, with one table and its own pages of the same kind.

Middleware and context as ``startproject`` sets them, pages that extend a base; no rights, no
journal, no letters and no policy: what Django itself takes on this machine under the same server.
``python -m benchmarks.floor`` lays out its tables.
"""

import datetime as dt
import os
import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.http import http_date
from django.views.decorators.http import condition

BASE = """<!doctype html>{% load i18n %}<html lang="en"><head><meta charset="utf-8">
<title>{% block title %}{% endblock %} – {% translate "The Network" %}</title></head><body>
<nav><ul>{% for label, address in nav %}<li><a href="{{ address }}">{{ label }}</a></li>{% endfor %}
</ul>{% if user.is_authenticated %}{{ user }}{% else %}<a href="/">{% translate "Sign in" %}</a>
{% endif %}</nav>{% for message in messages %}<p>{{ message }}</p>{% endfor %}
<main>{% block main %}{% endblock %}</main><footer>{% translate "Privacy" %}</footer></body></html>"""
LIST = """{% extends "base" %}{% load i18n %}{% block title %}{% translate "Events" %}{% endblock %}
{% block main %}<h1>{% translate "Events" %}</h1><ul>{% for one in meetings %}<li>
<span>{{ one.day|date:"D" }} {{ one.day|date:"j" }} {{ one.day|date:"M" }}</span>
<a href="{% url "page" one.pk %}">{{ one.title }}</a><span>{{ one.day|date:"l j F Y" }}</span>
<span>{{ one.place }}</span>{% if one.day > today %}<b>{% translate "Open" %}</b>{% endif %}
</li>{% endfor %}</ul>{% endblock %}"""
PAGE = """{% extends "base" %}{% load i18n %}{% block title %}{{ one.title }}{% endblock %}
{% block main %}<h1>{{ one.title }}</h1><p>{{ one.day|date:"l j F Y" }}, {{ one.place }}</p>
{{ one.text|linebreaks }}<h2>{% translate "Programme" %}</h2><ol>{% for part in one.programme %}
<li>{{ one.day|date:"j F" }} {{ part.from }}–{{ part.to }} <strong>{{ part.title }}</strong>
{% for name in part.speakers %}<span>{{ name }}</span>{% endfor %}
{% translate "Session" %}</li>{% endfor %}</ol><a href="{% url "register" %}">
{% translate "Register" %}</a>{% endblock %}"""
FORM = """{% extends "base" %}{% block title %}Register{% endblock %}{% block main %}
<form method="post">{% csrf_token %}<input name="name"><input name="email">
<button>Register</button></form>{% endblock %}"""
TEMPLATES = {"base": BASE, "list": LIST, "page": PAGE, "form": FORM}
NAV = [(label, f"/{label.lower()}/") for label in ("Events", "Calendar", "Programme", "Help")]

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
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [("django.template.loaders.locmem.Loader", TEMPLATES)],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }
    ],
    USE_I18N=True,
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
    programme = models.JSONField(default=list)

    class Meta:
        app_label = "floor"


class Person(models.Model):
    """One registration of the floor."""

    name = models.CharField(max_length=200)
    email = models.EmailField()
    state = models.CharField(max_length=20)

    class Meta:
        app_label = "floor"


HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//floor//EN\r\n"
ENTRY = (
    "BEGIN:VEVENT\r\nUID:{pk}@floor\r\nDTSTAMP:20240101T000000Z\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\n"
    "SUMMARY:{title}\r\nLOCATION:{place}\r\nDESCRIPTION:{text}\r\nEND:VEVENT\r\n"
)


def listing(request):
    meetings = Meeting.objects.order_by("day")[:50]
    context = {"meetings": meetings, "today": dt.date(2026, 6, 1), "nav": NAV}
    return render(request, "list", context)


def page(request, pk):
    return render(request, "page", {"one": Meeting.objects.get(pk=pk), "nav": NAV})


def register(request):
    if request.method == "POST":
        name, email = request.POST["name"], request.POST["email"]
        Person.objects.create(name=name, email=email, state="confirmed")
        return HttpResponseRedirect("/thanks/")
    return render(request, "form", {"nav": NAV})


def thanks(_request):
    return HttpResponse("<!doctype html><title>Thanks</title><p>Thank you.</p>")


@condition(etag_func=lambda _request: '"floor"')
def feed(_request):
    columns = ("pk", "day", "title", "place", "text")
    entries = "".join(
        ENTRY.format(**dict(zip(columns, row, strict=True)))
        for row in Meeting.objects.order_by("pk").values_list(*columns)[:500]
    )
    body = f"{HEAD}{entries}END:VCALENDAR\r\n"
    return HttpResponse(body, "text/calendar", headers={"Last-Modified": http_date(0)})


urlpatterns = [
    path("healthz", thanks),
    path("events/", listing),
    path("events/<int:pk>/", page, name="page"),
    path("register/", register, name="register"),
    path("thanks/", thanks),
    path("feed.ics", feed),
]
application = get_wsgi_application()


def lay_out():
    """Make the two tables, and 500 events."""
    with connection.schema_editor() as editor:
        editor.create_model(Meeting)
        editor.create_model(Person)
    Meeting.objects.bulk_create(
        Meeting(
            title=f"Seminar {n}: what works against burglary",
            place="Brussels",
            text="What works, how we know, and what to do on Monday. " * 8,
            day=dt.date(2026, 1, 1) + dt.timedelta(days=n % 365),
            programme=[
                {
                    "from": f"{hour:02}:00",
                    "to": f"{hour:02}:45",
                    "title": f"Session {hour}",
                    "speakers": ["Anna Kalniņa", "Иван Иванов"],
                }
                for hour in range(9, 17)
            ],
        )
        for n in range(500)
    )


if __name__ == "__main__":
    sys.exit(lay_out())
