"""Addresses of certificates: their checking, one's own, those of a state, and an event's."""

from django.urls import include, path

from certificates.views import (
    certificate,
    corrections,
    erasing,
    event,
    issuing,
    own,
    person,
    states,
    taking,
    verify,
)

app_name = "certificates"

of_event = [
    path("", event.of_event, name="of_event"),
    path("issue/", issuing.issue, name="issue"),
    path("batches/<uuid:key>/", issuing.batch, name="batch"),
    path("batches/<uuid:key>/stop/", issuing.stop_batch, name="stop_batch"),
    path("batches/<uuid:key>/resume/", issuing.resume_batch, name="resume_batch"),
    path("people/<uuid:key>/", person.person, name="person"),
    path("people/<uuid:key>/undo/", person.undo_override, name="undo_override"),
    path("people/<uuid:key>/specimen.pdf", issuing.preview, name="preview"),
    path("corrections/<uuid:key>/", corrections.correction, name="correction"),
    path("<uuid:key>/", certificate.certificate, name="certificate"),
    path("<uuid:key>/certificate.pdf", certificate.file, name="file"),
    path("<uuid:key>/replace/", certificate.replace, name="replace"),
    path("<uuid:key>/revoke/", certificate.revoke, name="revoke"),
    path("<uuid:key>/mail/", certificate.mail, name="mail"),
    path("<uuid:key>/erase/", erasing.erase, name="erase"),
]
urlpatterns = [
    path("certificates/", own.mine, name="mine"),
    path("registrations/<str:token>/certificate/", own.own, name="own"),
    path("registrations/<str:token>/certificate.pdf", own.own_file, name="own_file"),
    path("registrations/<str:token>/certificate/name/", own.ask_correction, name="ask_correction"),
    path(
        "registrations/<str:token>/certificate/name/take-back/",
        own.take_back_correction,
        name="take_back_correction",
    ),
    path("events/<slug:slug>/certificates/", include(of_event)),
    path(
        "events/<slug:slug>/certificates.xlsx", event.list_file, {"form": "xlsx"}, name="list_xlsx"
    ),
    path("events/<slug:slug>/certificates.csv", event.list_file, {"form": "csv"}, name="list_csv"),
    path("events/<slug:slug>/certificates.zip", taking.zipped, name="files"),
    path("events/<slug:slug>/certificates.pdf", taking.printed, name="printed"),
    path("events/<slug:slug>/states/<slug:code>/certificates/", states.of_state, name="of_state"),
    path(
        "events/<slug:slug>/states/<slug:code>/certificates.zip",
        states.of_state_zip,
        name="of_state_zip",
    ),
    path(
        "events/<slug:slug>/states/<slug:code>/certificates/<uuid:key>/",
        states.download,
        name="download",
    ),
    path("certificates/states/<slug:code>/", states.year, name="of_states_year"),
    path(
        "certificates/states/<slug:code>/<int:year>.zip", states.year_zip, name="of_states_year_zip"
    ),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:token>/", verify.verified, name="verified"),
]
