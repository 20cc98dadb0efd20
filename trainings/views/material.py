"""The material of a training, for who takes part and for who teaches."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import token_page
from accounts.http import Request
from documents import serving
from events.models import Event, Registration
from mail import links
from trainers.models import Trainer
from trainings import handing_out
from trainings.enums.assignment import TEACHES
from trainings.handing_out import Paper
from trainings.models import Assignment


@token_page
@require_safe
def own(request: Request, token: str) -> HttpResponse:
    """List the material to whoever holds the link of a registration."""
    event, papers = _by_link(request, token)
    return _list(request, event, papers)


@token_page
@require_safe
def own_file(request: Request, token: str, key: UUID) -> HttpResponseBase:
    """Give out one material to whoever holds the link of a registration."""
    _event, papers = _by_link(request, token)
    return _one(request, papers, key)


def _by_link(request: Request, token: str) -> tuple[Event, list[Paper]]:
    rows = Registration.objects.select_related("event")
    registration = get_object_or_404(rows, link_hash=links.digest(token))
    papers = handing_out.to_participant(registration, at=request.at)
    if not papers:
        raise Http404
    return registration.event, papers


@require_safe
def of_trainer(request: Request, key: UUID) -> HttpResponse:
    """List the material to who teaches the training."""
    event, papers = _taught(request, key)
    return _list(request, event, papers)


@require_safe
def trainers_file(request: Request, key: UUID, material: UUID) -> HttpResponseBase:
    """Give out one material to who teaches the training."""
    _event, papers = _taught(request, key)
    return _one(request, papers, material)


def _taught(request: Request, key: UUID) -> tuple[Event, list[Paper]]:
    rows = Assignment.objects.own(request.standing).filter(state__in=TEACHES)
    rows = rows.exclude(request__delivery=None).select_related("request__delivery__event")
    delivery = get_object_or_404(rows, key=key).request.held
    return delivery.event, handing_out.to_trainer(delivery)


@require_safe
def of_approved(request: Request) -> HttpResponse:
    """List to a trainer the material of all courses approved for."""
    return _list(request, None, _approved(request))


@require_safe
def approved_file(request: Request, key: UUID) -> HttpResponseBase:
    """Give a trainer one material of the courses approved for."""
    return _one(request, _approved(request), key)


def _approved(request: Request) -> list[Paper]:
    if not Trainer.objects.who_are(request.standing).exists():
        raise Http404
    return handing_out.to_approved(request.standing)


def _list(request: Request, event: Event | None, papers: list[Paper]) -> HttpResponse:
    return render(request, "trainings/material.html", {"event": event, "papers": papers})


def _one(request: Request, papers: list[Paper], key: UUID) -> HttpResponseBase:
    found = next((one for one in papers if one.key == key), None)
    if found is None:
        raise Http404
    return serving.answer(found.version, request)
