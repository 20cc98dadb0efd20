"""The addresses of trainings on request."""

from typing import Any

from django.urls import path

from trainings import afterwards_urls, steering_urls
from trainings.views import assignment, request

app_name = "trainings"
HOSTING: list[Any] = []
STEERING: list[Any] = steering_urls.urlpatterns
TEACHING: list[Any] = [
    path("trainings/assignments/<uuid:key>/", assignment.assignment, name="assignment"),
]
AFTERWARDS: list[Any] = afterwards_urls.urlpatterns
urlpatterns = [
    *HOSTING,
    *STEERING,
    *TEACHING,
    *AFTERWARDS,
    path("trainings/requests/<str:reference>/", request.request, name="request"),
]
