"""The addresses at which a state asks for a training, and does its part of it."""

from django.urls import path

from trainings.views import answering, drafting, hosting

ITS = "trainings/requests/<str:reference>/"
urlpatterns = [
    path("trainings/requests/", hosting.requests, name="requests"),
    path("trainings/requests/new/", drafting.new, name="new"),
    path("trainings/requests/mine/", hosting.mine, name="mine"),
    path(ITS + "draft/", drafting.draft, name="draft"),
    path(ITS + "withdraw/", answering.withdraw, name="withdraw"),
    path(ITS + "answer/", answering.answer, name="answer"),
    path(ITS + "write/", answering.write, name="write"),
    path(ITS + "ask-to-cancel/", answering.ask_to_cancel, name="ask_to_cancel"),
    path(ITS + "dates/answer/", hosting.answer_dates, name="answer_dates"),
    path(ITS + "checklist/confirm/", hosting.confirm_checklist, name="confirm_checklist"),
    path(ITS + "tasks/add/", hosting.add_task, name="add_task"),
    path(ITS + "tasks/<uuid:key>/", hosting.change_task, name="change_task"),
    path(ITS + "tasks/<uuid:key>/tick/", hosting.tick, name="tick"),
    path(ITS + "files/add/", hosting.attach, name="attach"),
    path(ITS + "files/<uuid:key>/", hosting.attached, name="attached"),
    path(ITS + "files/<uuid:key>/remove/", hosting.detach, name="detach"),
]
