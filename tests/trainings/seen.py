"""What tests of trainings look at after a deed."""

from mail.models import Letter


def missing(error):
    """Return what a refused deed lacks: of which field or need, and the fault."""
    return [(one.of, one.fault) for one in error.value.findings]


def happenings(request):
    """Return what stands on the timeline, the first first."""
    return [one.happening for one in request.timeline.order_by("pk")]


def told(request, subject):
    """Return the addresses that got a letter with such a subject, sorted."""
    return sorted(
        Letter.objects.filter(key=request.reference, subject__startswith=subject).values_list(
            "to", flat=True
        )
    )
