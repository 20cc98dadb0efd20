"""The addresses of meetings of bodies."""

from django.urls import URLPattern, URLResolver

app_name = "meetings"

of_convening: list[URLPattern | URLResolver] = []
of_delegations: list[URLPattern | URLResolver] = []
urlpatterns: list[URLPattern | URLResolver] = [*of_convening, *of_delegations]
