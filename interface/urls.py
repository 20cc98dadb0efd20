"""Addresses of the interface: texts about the service, and the components on show."""

from django.conf import settings
from django.urls import path

from interface import views

app_name = "interface"
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("brand.css", views.brand, name="brand"),
    path("favicon.ico", views.favicon, name="favicon"),
]
if settings.DEMO:
    urlpatterns += [
        path("styleguide/", views.styleguide, name="styleguide"),
        path("styleguide/figures/", views.styleguide_figures, name="styleguide_figures"),
        path("styleguide/form/", views.styleguide_form, name="styleguide_form"),
    ]
