"""The addresses of events."""

from django.urls import include, path

from events.views import (
    board,
    control,
    copies,
    editing,
    event,
    life,
    listing,
    own,
    participants,
    places,
    registration,
    registrations,
    roll,
    sessions,
    states,
)

app_name = "events"

one_registration = [
    path("", registrations.registration, name="registration"),
    path("approve/", registrations.approve, name="approve_registration"),
    path("decline/", registrations.decline, name="decline_registration"),
    path("cancel/", registrations.cancel_registration, name="cancel_registration"),
    path("withdraw/", registrations.withdraw, name="withdraw_registration"),
    path("restore/", registrations.restore, name="restore_registration"),
    path("change/", registrations.change, name="change_registration"),
]
urlpatterns = [
    path("events/", listing.listing, name="list"),
    path("registrations/", own.mine, name="mine"),
    path("registrations/lost/", own.links_again, name="links_again"),
    path("registrations/<str:token>/", own.own_registration, name="own_registration"),
    path("registrations/<str:token>/participants/", participants.of_own, name="own_participants"),
    path("registrations/<str:token>/change/", own.change, name="own_change"),
    path("registrations/<str:token>/withdraw/", own.withdraw, name="own_withdraw"),
    path("registrations/<str:token>/restore/", own.restore, name="own_restore"),
    # What the organisers do stands here, above the addresses of single events.
    path("events/board/", board.board, name="board"),
    path("events/my-state/", states.my_state, name="my_state"),
    path("events/new/", editing.new, name="new"),
    path("events/<slug:slug>/edit/", editing.edit, name="edit"),
    path("events/<slug:slug>/publish/", life.publish, name="publish"),
    path("events/<slug:slug>/cancel/", life.cancel, name="cancel"),
    path("events/<slug:slug>/revive/", life.revive, name="revive"),
    path("events/<slug:slug>/close/", life.close, name="close"),
    path("events/<slug:slug>/copy/", copies.copy, name="copy"),
    path("events/<slug:slug>/sessions/", sessions.sessions, name="sessions"),
    path("events/<slug:slug>/sessions/new/", sessions.add_session, name="add_session"),
    path("events/<slug:slug>/sessions/<uuid:uid>/", sessions.session, name="session"),
    path(
        "events/<slug:slug>/sessions/<uuid:uid>/remove/",
        sessions.remove_session,
        name="remove_session",
    ),
    path("events/<slug:slug>/control/", control.control, name="control"),
    path("events/<slug:slug>/waiting/", control.waiting, name="waiting"),
    path("events/<slug:slug>/places/", places.places, name="places"),
    path("events/<slug:slug>/states/<slug:code>/", states.own_state, name="own_state"),
    path(
        "events/<slug:slug>/states/<slug:code>/registrations.xlsx",
        states.own_state_xlsx,
        name="own_state_xlsx",
    ),
    path("events/<slug:slug>/participants/", participants.of_event, name="participants"),
    path("events/<slug:slug>/registrations/", roll.registrations, name="registrations"),
    path("events/<slug:slug>/registrations.xlsx", roll.list_xlsx, name="list_xlsx"),
    path("events/<slug:slug>/registrations.csv", roll.list_csv, name="list_csv"),
    path("events/<slug:slug>/registrations/new/", registrations.register_for, name="register_for"),
    path("events/<slug:slug>/registrations/<uuid:key>/", include(one_registration)),
    path("events/<slug:slug>/", event.event, name="event"),
    path("events/<slug:slug>/register/", registration.register, name="register"),
    path("events/<slug:slug>/registered/", registration.registered, name="registered"),
]
