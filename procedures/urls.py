"""The addresses of written procedures."""

from django.urls import path

from procedures.views import procedure

app_name = "procedures"
urlpatterns = [path("procedures/<str:reference>/", procedure.procedure, name="procedure")]
