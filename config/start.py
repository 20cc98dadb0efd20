"""What is made sure of before the first request."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from accounts.models import User

DEMONSTRATION = "@demo.example"


def refuse_demonstration_data() -> None:
    """Stop the start of a production system whose database holds the demonstration's accounts.

    Their password is known to whoever ran the demonstration. A database that is away or
    not yet made holds nobody; readiness tells of that.
    """
    if settings.DEMO:
        return
    try:
        found = User.objects.filter(email__endswith=DEMONSTRATION).exists()
    except DatabaseError:
        return
    if found:
        raise ImproperlyConfigured(
            "The database holds accounts of the demonstration (…@demo.example)."
            " Start production on a database of its own."
        )
