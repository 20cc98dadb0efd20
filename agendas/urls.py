"""The addresses of agendas."""

from django.urls import URLPattern, URLResolver, path

from agendas.views import (
    adopting,
    agenda,
    copying,
    editing,
    interests,
    items,
    keeping,
    papers,
    presidency,
    standing,
    tracks,
    wishes,
)

app_name = "agendas"

BELOW = "events/<slug:slug>/agenda/"
ITEM = f"{BELOW}items/<uuid:key>/"

of_agendas: list[URLPattern | URLResolver] = [
    path(BELOW, agenda.agenda, name="agenda"),
    path(f"{BELOW}agenda.pdf", agenda.printed, name="pdf"),
    path(f"{BELOW}editions/<int:number>/", agenda.edition, name="edition"),
    path(f"{BELOW}editions/<int:number>/agenda.pdf", agenda.edition_printed, name="edition_pdf"),
    path(f"{BELOW}begin/", editing.begin, name="begin"),
    path(f"{BELOW}edit/", editing.edit, name="edit"),
    path(f"{BELOW}hours/", editing.hours, name="hours"),
    path(f"{BELOW}adopt/", adopting.adopt, name="adopt"),
    path(f"{BELOW}copy/", copying.copy, name="copy"),
    path(f"{BELOW}items/add/", items.add, name="add_item"),
    path(ITEM, items.change, name="change_item"),
    path(f"{ITEM}move/", editing.move, name="move_item"),
    path(f"{ITEM}strike/", items.strike, name="strike_item"),
    path(f"{ITEM}restore/", items.restore, name="restore_item"),
]

STANDING = "bodies/<slug:code>/standing-items/"

of_bodies: list[URLPattern | URLResolver] = [
    path(STANDING, standing.standing_items, name="standing_items"),
    path(f"{STANDING}<uuid:key>/", standing.standing_item, name="standing_item"),
    path(
        f"{STANDING}<uuid:key>/archive/",
        standing.archive_standing_item,
        name="archive_standing_item",
    ),
    path(f"{STANDING}<uuid:key>/move/", standing.move_standing_item, name="move_standing_item"),
]

PAPER = f"{BELOW}papers/<uuid:key>/"
TRACK = "tracks/<uuid:key>/"

of_papers: list[URLPattern | URLResolver] = [
    path(f"{BELOW}papers.zip", papers.papers_zip, name="papers_zip"),
    path(PAPER, papers.paper, name="paper"),
    path(f"{PAPER}change/", keeping.change_paper, name="change_paper"),
    path(f"{PAPER}renew/", keeping.renew_paper, name="renew_paper"),
    path(f"{PAPER}versions/<int:number>/", keeping.paper_version, name="paper_version"),
    path(f"{PAPER}move/", keeping.move_paper, name="move_paper"),
    path(f"{PAPER}remove/", keeping.remove_paper, name="remove_paper"),
    path(f"{PAPER}restore/", keeping.restore_paper, name="restore_paper"),
    path(f"{ITEM}papers/", keeping.item_papers, name="item_papers"),
]

of_wishes: list[URLPattern | URLResolver] = [
    path(f"{BELOW}wishes/", wishes.wishes, name="wishes"),
    path(f"{BELOW}take-in/", wishes.take_in, name="take_in"),
    path(f"{ITEM}wish/", wishes.wish, name="wish"),
    path(f"{ITEM}wish/back/", wishes.take_wish_back, name="take_wish_back"),
    path(f"{ITEM}presidency/", presidency.answer, name="presidency_answer"),
    path(f"{ITEM}presidency/ask/", presidency.ask, name="ask_presidency"),
    path(f"{ITEM}presidency/ask-no-longer/", presidency.stop_asking, name="stop_asking"),
    path(f"{ITEM}interests/", interests.interests, name="interests"),
    path(
        f"{ITEM}interests/<uuid:interest>/withdraw/",
        interests.withdraw_interest,
        name="withdraw_interest",
    ),
]

of_tracks: list[URLPattern | URLResolver] = [
    path("tracks/", tracks.listing, name="tracks"),
    path(TRACK, tracks.track, name="track"),
    path(f"{TRACK}recommend/", tracks.recommend, name="recommend"),
    path(f"{TRACK}place/", tracks.place, name="place"),
    path(f"{TRACK}return/", tracks.take_back, name="return_track"),
    path(f"{TRACK}drop/", tracks.drop, name="drop_track"),
    path(f"{ITEM}track/", tracks.begin, name="begin_track"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *of_agendas,
    *of_bodies,
    *of_papers,
    *of_wishes,
    *of_tracks,
]
