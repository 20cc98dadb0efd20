"""The addresses of trainings on request."""

from typing import Any

from django.urls import path

from trainings import afterwards_urls, hosting_urls, steering_urls
from trainings.views import assignment, request, teaching, trainers

app_name = "trainings"
HOSTING: list[Any] = hosting_urls.urlpatterns
STEERING: list[Any] = steering_urls.urlpatterns
TEACHING: list[Any] = [
    path("trainers/", trainers.register, name="trainers"),
    path("trainers/me/", teaching.teaching, name="teaching"),
    path("trainers/<uuid:key>/", trainers.trainer, name="trainer"),
    path("trainers/<uuid:key>/leave/", trainers.leave, name="leave_trainer"),
    path("trainings/assignments/<uuid:key>/", assignment.assignment, name="assignment"),
    path("trainings/assignments/<uuid:key>/answer/", assignment.answer, name="answer_assignment"),
    path("trainings/assignments/<uuid:key>/name/", assignment.allow_name, name="allow_name"),
    path(
        "trainings/assignments/<uuid:key>/decline/", assignment.decline, name="decline_assignment"
    ),
]
AFTERWARDS: list[Any] = afterwards_urls.urlpatterns
urlpatterns = [
    *HOSTING,
    *STEERING,
    *TEACHING,
    *AFTERWARDS,
    path("trainings/requests/<str:reference>/", request.request, name="request"),
]
