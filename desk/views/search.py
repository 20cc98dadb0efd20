"""The search."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.folding import folded
from accounts.http import Request
from desk.finding import KINDS, search
from desk.forms import SearchForm
from interface.marks import Tab


@require_safe
def page(request: Request) -> HttpResponse:
    """Show what was found, all of it or of one kind, in what the person may see."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    shelves = search(text, request.standing) if text else []
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in KINDS else ""
    shown = [shelf for shelf in shelves if kind in {"", shelf.key}]
    return render(
        request,
        "desk/search.html",
        {
            "form": form,
            "text": text,
            "words": folded(text).split(),
            "kind": kind,
            "tabs": [
                Tab(
                    _("All"),
                    f"?{urlencode({'q': text})}",
                    count=sum(len(shelf.found) for shelf in shelves),
                    here=not kind,
                ),
                *(
                    Tab(
                        shelf.label,
                        f"?{urlencode({'q': text, 'kind': shelf.key})}",
                        count=len(shelf.found),
                        here=kind == shelf.key,
                    )
                    for shelf in shelves
                ),
            ],
            "found": [found for shelf in shown for found in shelf.found],
            "more": any(shelf.more for shelf in shown),
        },
    )
