"""The map of all addresses; each app names its own."""

from django.conf import settings
from django.urls import include, path

from config import health

handler400 = "interface.errors.bad_request"
handler403 = "interface.errors.forbidden"
handler404 = "interface.errors.not_found"
handler429 = "accounts.views.sign_in.too_many"  # allauth asks for it
handler500 = "interface.errors.server_error"

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    # What programs ask for most often stands first: each pattern before it costs them time.
    path("", include("calendars.urls")),
    path("", include("interface.urls")),
    path("", include("desk.urls")),  # before the versions of the privacy notice
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("mail.urls")),
    path("programme/", include("programme.urls")),
    path("", include("certificates.urls")),  # before the registrations it adds to
    path("", include("events.urls")),
    path("", include("agendas.urls")),
    path("", include("meetings.urls")),
    path("", include("suggestions.urls")),
    path("", include("trainers.urls")),
    path("", include("trainings.urls")),
    path("", include("courses.urls")),  # after the requests, which stand below the same address
    path("", include("decisions.urls")),  # before the numbers of procedures
    path("", include("procedures.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("demo.urls")))
