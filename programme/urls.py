"""Addresses of the work programme."""

from django.urls import path

from programme import views

app_name = "programme"
urlpatterns = [
    path("", views.programme, name="programme"),
    path("<slug:slug>/", views.one, name="one"),
]
