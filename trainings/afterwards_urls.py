"""The addresses of what goes with a training, and of what follows it."""

from django.urls import path

from trainings.views import delivery, follow_up, material, reporting, results

urlpatterns = [
    path("trainings/<slug:slug>/results/", results.results, name="results"),
    path("follow-up/<str:token>/", follow_up.follow_up, name="follow_up"),
    path("events/<slug:slug>/training/", delivery.of_event, name="of_event"),
    path("registrations/<str:token>/material/", material.own, name="own_material"),
    path(
        "registrations/<str:token>/material/<uuid:key>/",
        material.own_file,
        name="own_material_file",
    ),
    path("trainers/me/material/", material.of_approved, name="own_courses_material"),
    path(
        "trainers/me/material/<uuid:key>/", material.approved_file, name="own_courses_material_file"
    ),
    path("trainings/requests/<str:reference>/report/", reporting.show, name="report"),
    path("trainings/requests/<str:reference>/report.pdf", reporting.paper, name="report_pdf"),
    path("trainings/requests/<str:reference>/report/send/", reporting.send, name="send_the_report"),
    path("trainings/assignments/<uuid:key>/report/", reporting.of_trainer, name="trainer_report"),
    path(
        "trainings/assignments/<uuid:key>/material/",
        material.of_trainer,
        name="assignment_material",
    ),
    path(
        "trainings/assignments/<uuid:key>/material/<uuid:material>/",
        material.trainers_file,
        name="assignment_material_file",
    ),
]
