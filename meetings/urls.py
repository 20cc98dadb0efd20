"""The addresses of meetings of bodies."""

from django.urls import URLPattern, URLResolver, path

from meetings.views import (
    actions,
    adoption,
    comments,
    convening,
    day,
    delegation,
    delegations,
    item,
    minutes,
)

app_name = "meetings"

of_convening: list[URLPattern | URLResolver] = [
    path("events/<slug:slug>/convening/", convening.convening, name="convening"),
    path("events/<slug:slug>/convening/<uuid:key>/stop/", convening.stop, name="stop_convening"),
]
OF_PLACE = "events/<slug:slug>/delegation/<slug:code>/"
of_delegations: list[URLPattern | URLResolver] = [
    path("events/<slug:slug>/delegation/", delegation.own, name="own_delegation"),
    path(OF_PLACE, delegation.delegation, name="delegation"),
    path(f"{OF_PLACE}nobody/", delegation.nobody, name="nobody"),
    path(f"{OF_PLACE}back/", delegation.come_after_all, name="come_after_all"),
    path("events/<slug:slug>/delegations/", delegations.delegations, name="delegations"),
    path("events/<slug:slug>/delegations.xlsx", delegations.exported, name="delegations_xlsx"),
    path("events/<slug:slug>/delegations/remind/", delegations.remind, name="remind_delegations"),
    path("events/<slug:slug>/delegations/places/", delegations.places, name="delegation_places"),
    path(
        "events/<slug:slug>/delegations/<slug:code>/validate/",
        delegations.validate,
        name="validate_delegation",
    ),
]
OF_DAY = "events/<slug:slug>/day/"
of_day: list[URLPattern | URLResolver] = [
    path(OF_DAY, day.day, name="day"),
    path(f"{OF_DAY}mark/", day.mark, name="mark"),
    path(f"{OF_DAY}rest/", day.rest, name="mark_rest"),
    path(f"{OF_DAY}delegates/<uuid:key>/", day.excuse, name="excuse"),
    path(f"{OF_DAY}items/<uuid:key>/", item.item, name="day_item"),
    path(f"{OF_DAY}items/<uuid:key>/conclusion/", item.conclusion, name="conclusion"),
    path(f"{OF_DAY}items/<uuid:key>/correct/", item.correct, name="correct"),
]
of_actions: list[URLPattern | URLResolver] = [
    path("events/<slug:slug>/actions/add/", actions.add, name="add_action"),
    path("actions/", actions.actions, name="actions"),
    path("actions/actions.xlsx", actions.actions_xlsx, name="actions_xlsx"),
    path("actions/<uuid:key>/", actions.action, name="action"),
    path("actions/<uuid:key>/change/", actions.change, name="change_action"),
    path("actions/<uuid:key>/reopen/", actions.reopen, name="reopen_action"),
]
OF_MINUTES = "events/<slug:slug>/minutes/"
of_minutes: list[URLPattern | URLResolver] = [
    path(OF_MINUTES, minutes.minutes, name="minutes"),
    path(f"{OF_MINUTES}minutes.pdf", minutes.printed, name="minutes_pdf"),
    path(f"{OF_MINUTES}minutes.json", minutes.as_data, name="minutes_data"),
    path(f"{OF_MINUTES}draft/", minutes.draft, name="draft_minutes"),
    path(f"{OF_MINUTES}send/", adoption.send, name="send_minutes"),
    path(f"{OF_MINUTES}finish/", adoption.finish, name="finish_minutes"),
    path(f"{OF_MINUTES}adopt/", adoption.adopt, name="adopt_minutes"),
    path(f"{OF_MINUTES}add/", minutes.addendum, name="add_to_minutes"),
    path(f"{OF_MINUTES}nothing/", comments.nothing, name="no_comment"),
    path(f"{OF_MINUTES}nothing/back/", comments.after_all, name="comment_after_all"),
    path(f"{OF_MINUTES}sections/<uuid:key>/", minutes.section, name="section"),
    path(f"{OF_MINUTES}sections/<uuid:key>/comment/", comments.comment, name="comment"),
    path(f"{OF_MINUTES}comments/<uuid:key>/answer/", comments.answer, name="answer_comment"),
    path(f"{OF_MINUTES}comments/<uuid:key>/withdraw/", comments.withdraw, name="withdraw_comment"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    *of_convening,
    *of_delegations,
    *of_day,
    *of_actions,
    *of_minutes,
]
