"""Whether somebody proved a short while ago who they are, and the way to a fresh proof.

allauth's own answer is no use here: it counts everybody who has neither password nor second
factor, so all who sign in by code, as having proved it just now.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User

RECENTLY = timedelta(minutes=15)
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def authenticated_recently(
    request: HttpRequest, at: datetime, *, within: timedelta = RECENTLY
) -> bool:
    """Return whether the session's person signed in, or proved it again, in the last minutes."""
    records = get_authentication_records(request, request.user)
    proved = [datetime.fromtimestamp(record["at"], UTC) for record in records]
    return any(timedelta() <= at - moment < within for moment in proved)


def ask_again(request: HttpRequest, *, back_to: str = "") -> HttpResponseRedirect:
    """Lead to the page that asks for a fresh proof, and from there back: here, or elsewhere."""
    back = urlencode({"next": back_to or request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('accounts:again')}?{back}")


def has_second_factor(user: User) -> bool:
    """Return whether the person has enrolled a passkey or an authenticator app."""
    found: bool = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()
    return found
