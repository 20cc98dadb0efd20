"""The addresses of courses."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("trainings/", views.catalogue, name="catalogue"),
    path("trainings/<slug:slug>/", views.course, name="course"),
]
