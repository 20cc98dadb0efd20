"""The addresses at which the Secretariat reads and steers requests."""

from django.urls import path

from trainings.views import board, capacity, figures

urlpatterns = [
    path("trainings/requests/board/", board.show, name="board"),
    path("trainings/requests/list/", board.listed, name="list"),
    path("trainings/requests/list.xlsx", board.exported, name="exported"),
    path("trainings/requests/capacity/", capacity.show, name="capacity"),
    path("trainings/requests/figures/", figures.show, name="figures"),
    path("trainings/requests/figures.xlsx", figures.exported, name="figures_xlsx"),
]
