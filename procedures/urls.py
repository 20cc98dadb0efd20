"""The addresses of written procedures."""

from django.urls import path

from procedures.views import listing, procedure, replies

app_name = "procedures"
urlpatterns = [
    path("procedures/", listing.listing, name="list"),
    path("procedures/<str:reference>/", procedure.procedure, name="procedure"),
    path("procedures/<str:reference>/papers/<int:order>/", procedure.paper, name="paper"),
    path("procedures/<str:reference>/record.json", procedure.record, name="record"),
    path("procedures/<str:reference>/reply/<str:code>/", replies.reply, name="reply"),
    path("procedures/<str:reference>/reply/<str:code>/draft/", replies.draft, name="draft"),
    path("procedures/<str:reference>/object/<str:code>/", replies.object_to, name="object"),
    path("procedures/<str:reference>/amend/<str:code>/", replies.amend, name="amend"),
]
