"""The addresses of trainings on request."""

from django.urls import path

from trainings.views import assignment, request

app_name = "trainings"
urlpatterns = [
    path("trainings/requests/<str:reference>/", request.request, name="request"),
    path("trainings/assignments/<uuid:key>/", assignment.assignment, name="assignment"),
]
