"""Addresses of the mail."""

from django.urls import path

from mail import inbound, webhooks

app_name = "mail"
urlpatterns = [
    path("mail/reports/<slug:provider>/", webhooks.report, name="report"),
    path("mail/replies/<slug:provider>/", inbound.reply, name="reply"),
]
