"""The addresses of calendars."""

from django.urls import path

from calendars import views

app_name = "calendars"
urlpatterns = [
    path("calendar/", views.month, name="month"),
    path("calendar/<int:year>/<int:month>/", views.month, name="month_of"),
    path("calendar/public.ics", views.public_feed, name="public_feed"),
    path("events/<slug:slug>/event.ics", views.event_ics, name="event_ics"),
]
