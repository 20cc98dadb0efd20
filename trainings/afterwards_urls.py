"""The addresses of what follows a training."""

from django.urls import path

from trainings.views import follow_up

urlpatterns = [
    path("follow-up/<str:token>/", follow_up.follow_up, name="follow_up"),
]
