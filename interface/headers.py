"""Headers of single pages, and what pages in general may use of a device."""

from django.http.response import HttpResponseBase

PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
    " magnetometer=(), microphone=(), midi=(), payment=(), usb=(),"
    " publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


def keep_secret(response: HttpResponseBase) -> None:
    """Mark an answer at a secret address: the address is told to nobody, the page kept nowhere."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"


def allow_camera(response: HttpResponseBase) -> None:
    """Let one page use the camera, as itself alone."""
    policy = PERMISSIONS_POLICY.replace("camera=()", "camera=(self)")
    response.headers["Permissions-Policy"] = policy
