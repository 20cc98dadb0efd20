"""The addresses of trainers."""

from django.urls import path

from trainers import views

app_name = "trainers"
urlpatterns = [
    path("trainers/<uuid:key>/", views.trainer, name="trainer"),
]
