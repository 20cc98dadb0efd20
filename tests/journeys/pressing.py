"""How people of a journey work: they open pages, send their forms, and the schedule does the rest."""

import datetime as dt
import re

from django.test import Client

from config.schedule import DUE
from mail.models import Letter
from mail.services import rendered
from tests.journeys.reading import Page

ERROR = re.compile(r'_error">\s*(.*?)\s*</', re.DOTALL)


def as_(user):
    """A browser in which a person has just signed in."""
    browser = Client()
    browser.force_login(user)
    return browser


def kept_in(form):
    """What stands in a form before anything is typed; no button of it is pressed."""
    return {name: said for name, said in form.fields.items() if form.kinds[name] != "submit"}


def posted_from(page):
    """The forms of a page that change something, by where they go; "" is the page itself."""
    return {one.action: one for one in Page(page.text).forms if one.method == "post"}


def press(browser, address, *, action="", **typed):
    """Send the form of a page that goes there, with what stands in it and what is typed."""
    page = browser.get(address)
    assert page.status_code == 200, (address, page.status_code)
    forms = posted_from(page)
    goes_to = action or ("" if "" in forms else address.partition("?")[0])
    answer = browser.post(goes_to or address, kept_in(forms[goes_to]) | typed)
    assert answer.status_code == 302, (address, ERROR.findall(answer.text))
    return answer


def tick():
    """Let the schedule do what is due."""
    for due in DUE:
        due.function(at=dt.datetime.now(dt.UTC))


def letters_to(user, since=0):
    """The subjects of the letters to a person."""
    return list(
        Letter.objects.filter(to=user.email, pk__gt=since).values_list("subject", flat=True)
    )


def links_in_letters(address, pattern):
    """The paths on our own site of that sort in the letters to an address, the oldest first."""
    bodies = [rendered(one).body for one in Letter.objects.filter(to=address).order_by("pk")]
    link = re.compile(rf"http://localhost:8000({pattern})")
    return [path for body in bodies for path in dict.fromkeys(link.findall(body))]


def todos(user):
    """What the home page says needs the person now."""
    return [todo.what for todo in as_(user).get("/").context["todos"]]
