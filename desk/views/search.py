"""The search."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.folding import folded
from accounts.http import Request
from accounts.search import Found
from desk.finding import KINDS, Shelf, search
from desk.forms import SearchForm
from interface.marks import Tab


@dataclass(frozen=True)
class Shown:
    """What of one kind stands on the page."""

    key: str
    label: str | Promise
    found: list[Found]
    total: int
    is_cut: bool
    more: bool
    url: str


@require_safe
def page(request: Request) -> HttpResponse:
    """Show what was found, all of it or of one kind, in what the person may see."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    shelves = search(text, request.standing) if folded(text) else []
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in KINDS else ""
    return render(
        request,
        "desk/search.html",
        {
            "form": form,
            "text": text,
            "words": folded(text).split(),
            "kind": kind,
            "tabs": _tabs(shelves, text, kind),
            "shelves": [
                _shown(shelf, text, whole=bool(kind))
                for shelf in shelves
                if shelf.found and kind in {"", shelf.key}
            ],
        },
    )


def _tabs(shelves: list[Shelf], text: str, kind: str) -> list[Tab]:
    total = sum(len(shelf.found) for shelf in shelves)
    return [
        Tab(_("All"), _address(text), count=total, here=not kind),
        *(
            Tab(
                shelf.label,
                _address(text, shelf.key),
                count=len(shelf.found),
                here=kind == shelf.key,
            )
            for shelf in shelves
        ),
    ]


def _shown(shelf: Shelf, text: str, *, whole: bool) -> Shown:
    return Shown(
        key=shelf.key,
        label=shelf.label,
        found=shelf.found if whole else shelf.first,
        total=len(shelf.found),
        is_cut=shelf.is_cut and not whole,
        more=shelf.more,
        url=_address(text, shelf.key),
    )


def _address(text: str, kind: str = "") -> str:
    return f"?{urlencode({'q': text, 'kind': kind} if kind else {'q': text})}"
