"""The addresses at which the Secretariat reads and steers requests."""

from django.urls import path

from trainings.enums import RequestDeed
from trainings.views import assigning, board, capacity, figures, scheduling, steering

ITS = "trainings/requests/<str:reference>/"
urlpatterns = [
    path("trainings/requests/board/", board.show, name="board"),
    path("trainings/requests/list/", board.listed, name="list"),
    path("trainings/requests/list.xlsx", board.exported, name="exported"),
    path("trainings/requests/capacity/", capacity.show, name="capacity"),
    path("trainings/requests/figures/", figures.show, name="figures"),
    path("trainings/requests/figures.xlsx", figures.exported, name="figures_xlsx"),
    path(ITS + "accept/", steering.accept, name="accept"),
    path(ITS + "ask/", steering.say, {"deed": RequestDeed.ASK}, name="ask"),
    path(ITS + "decline/", steering.say, {"deed": RequestDeed.DECLINE}, name="decline"),
    path(ITS + "go-on/", steering.say, {"deed": RequestDeed.GO_ON}, name="go_on"),
    path(ITS + "cancel/", steering.say, {"deed": RequestDeed.CANCEL}, name="cancel"),
    path(ITS + "assignee/", steering.reassign, name="reassign"),
    path(ITS + "note/", steering.note, name="note"),
    path(ITS + "dates/", scheduling.propose, name="propose_dates"),
    path(ITS + "dates/<uuid:key>/drop/", scheduling.drop, name="drop_date"),
    path(ITS + "schedule/", scheduling.schedule, name="schedule"),
    path(ITS + "reschedule/", scheduling.reschedule, name="reschedule"),
    path(ITS + "close/", scheduling.close, name="close"),
    path(ITS + "trainers/invite/", assigning.invite_ticked, name="invite_trainers"),
    path(ITS + "trainers/<uuid:key>/propose/", assigning.propose, name="propose_trainer"),
    path(ITS + "trainers/<uuid:key>/invite/", assigning.invite, name="invite_trainer"),
    path(ITS + "assignments/<uuid:key>/confirm/", assigning.confirm, name="confirm_trainer"),
    path(ITS + "assignments/<uuid:key>/release/", assigning.release, name="release_trainer"),
    path(ITS + "assignments/<uuid:key>/enter/", assigning.enter, name="enter_answer"),
]
