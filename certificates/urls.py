"""Addresses of certificates: their checking, one's own, those of a state, and an event's."""

from django.urls import path

from certificates.views import verify

app_name = "certificates"
urlpatterns = [
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:token>/", verify.verified, name="verified"),
]
