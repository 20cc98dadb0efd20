"""Deeds behind the mailed link of a registration: the person's own, and nobody else's."""

from functools import wraps

from django.http import HttpResponseBase

from accounts.access import View
from accounts.http import Request
from events.views.own import found, not_yours, page


def own_deed[**P](view: View[P]) -> View[P]:
    """Let nobody do a deed behind a forwarded link while signed in as somebody else."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.standing.is_signed_in:
            return view(request, *args, **kwargs)
        token = str(kwargs["token"])
        registration = found(token)
        if problem := not_yours(request, registration):
            posted: dict[str, str] | None = {} if request.method == "POST" else None
            return page(request, registration, token=token, problem=problem, posted=posted)
        return view(request, *args, **kwargs)

    return guarded
