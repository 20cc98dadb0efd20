"""The addresses of trainers; the list and one trainer's page stand where what they teach does."""

from django.urls import path

from trainers.views import availability, deciding, interest, nominating, requirements

app_name = "trainers"
urlpatterns = [
    path("trainers/new/", nominating.nominate, name="nominate"),
    path("trainers/requirements/", requirements.requirements, name="requirements"),
    path("trainers/requirements/<int:number>/", requirements.requirement, name="requirement"),
    path("trainers/requirements/<int:number>/archive/", requirements.archive, name="archive"),
    path("trainers/requirements/<int:number>/move/", requirements.move, name="move_requirement"),
    path("trainers/training/", interest.interests, name="interests"),
    path("trainers/training/overview.xlsx", interest.exported, name="interests_xlsx"),
    path("trainers/training/ask/", interest.ask, name="ask_states"),
    path("trainers/training/asked/<uuid:key>/remind/", interest.remind, name="remind_states"),
    path("trainers/training/asked/<uuid:key>/nobody/", interest.nobody, name="say_nobody"),
    path("trainers/training/new/", interest.tell, name="tell_interest"),
    path("trainers/training/<uuid:key>/", interest.interest, name="one_interest"),
    path("trainers/training/<uuid:key>/change/", interest.change_interest, name="change_interest"),
    path("trainers/training/<uuid:key>/end/", interest.end_interest, name="end_interest"),
    path(
        "trainers/training/<uuid:key>/candidates/<uuid:candidate>/remove/",
        interest.remove_candidate,
        name="remove_candidate",
    ),
    path("trainers/<uuid:key>/change/", nominating.change, name="change"),
    path("trainers/<uuid:key>/again/", nominating.nominate_again, name="nominate_again"),
    path("trainers/<uuid:key>/requirements/", deciding.checks, name="checks"),
    path("trainers/<uuid:key>/accept/", deciding.accept, name="accept"),
    path("trainers/<uuid:key>/decline/", deciding.decline, name="decline"),
    path("trainers/<uuid:key>/leave/", deciding.leave, name="leave"),
    path("trainers/<uuid:key>/back/", deciding.take_back, name="take_back"),
    path("trainers/<uuid:key>/approvals/new/", deciding.approve, name="approve"),
    path(
        "trainers/<uuid:key>/approvals/<uuid:approval>/end/",
        deciding.end_approval,
        name="end_approval",
    ),
    path("trainers/<uuid:key>/availability/", availability.availability, name="availability"),
    path(
        "trainers/<uuid:key>/availability/<uuid:said>/remove/",
        availability.remove_availability,
        name="remove_availability",
    ),
]
