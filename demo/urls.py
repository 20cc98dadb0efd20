"""Addresses of the demonstration; there are none outside it."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:uid>/", views.letter, name="letter"),
    path("mailbox/<uuid:uid>/html/", views.as_html, name="letter_html"),
]
