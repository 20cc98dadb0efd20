"""The addresses of what follows a training."""

from django.urls import path

from trainings.views import follow_up, reporting

urlpatterns = [
    path("follow-up/<str:token>/", follow_up.follow_up, name="follow_up"),
    path("trainings/requests/<str:reference>/report/", reporting.show, name="report"),
    path("trainings/requests/<str:reference>/report.pdf", reporting.paper, name="report_pdf"),
    path("trainings/requests/<str:reference>/report/send/", reporting.send, name="send_the_report"),
    path("trainings/assignments/<uuid:key>/report/", reporting.of_trainer, name="trainer_report"),
]
