"""Addresses of the mail."""

from django.urls import path

from mail import webhooks

app_name = "mail"
urlpatterns = [
    path("mail/reports/<slug:provider>/", webhooks.report, name="report"),
]
