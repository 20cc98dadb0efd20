"""The one layout of pages that ask for something or confirm it."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import Request
from mail.letters import Text


@dataclass(frozen=True)
class Deed:
    """What a page is about to do: its title, the page above it, its button.

    ``letters`` are those that go out with it, to be read before.
    """

    title: str
    up: str
    up_url: str
    button: str
    lead: str = ""
    paragraphs: tuple[str, ...] = ()
    is_danger: bool = False
    letters: tuple[Text, ...] = ()


def page(
    request: Request, *asked: forms.Form, deed: Deed, template: str = "accounts/deed.html"
) -> HttpResponse:
    """Show the forms under one button; 422 where something in them is wrong."""
    wrong = [form for form in asked if form.errors]
    return render(
        request,
        template,
        {"deed": deed, "forms": asked, "form": wrong[0] if wrong else None},
        status=422 if wrong else 200,
    )
