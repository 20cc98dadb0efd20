"""An address map with one secret link, for tests that stand below the apps that have them."""

from django.http import HttpResponse
from django.urls import include, path


def page(_request, token):
    return HttpResponse(token)


urlpatterns = [
    path("", include("mail.urls")),
    path(
        "registrations/",
        include(([path("<str:token>/", page, name="own_registration")], "events")),
    ),
    path("invitations/<str:token>/", page, name="invitation"),
]
