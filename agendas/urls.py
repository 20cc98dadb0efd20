"""The addresses of agendas."""

from django.urls import include, path

from agendas.views import interests, keeping, papers, tracks, wishes

app_name = "agendas"
of_item = [
    path("papers/", keeping.item_papers, name="item_papers"),
    path("wish/", wishes.wish, name="wish"),
    path("wish/back/", wishes.take_wish_back, name="take_wish_back"),
    path("interests/", interests.interests, name="interests"),
    path(
        "interests/<uuid:interest>/withdraw/",
        interests.withdraw_interest,
        name="withdraw_interest",
    ),
    path("track/", tracks.begin, name="begin_track"),
]
of_paper = [
    path("", papers.paper, name="paper"),
    path("change/", keeping.change_paper, name="change_paper"),
    path("renew/", keeping.renew_paper, name="renew_paper"),
    path("versions/<int:number>/", keeping.paper_version, name="paper_version"),
    path("move/", keeping.move_paper, name="move_paper"),
    path("remove/", keeping.remove_paper, name="remove_paper"),
    path("restore/", keeping.restore_paper, name="restore_paper"),
]
urlpatterns = [
    path("events/<slug:slug>/agenda/items/<uuid:key>/", include(of_item)),
    path("events/<slug:slug>/agenda/papers/<uuid:key>/", include(of_paper)),
    path("events/<slug:slug>/agenda/papers.zip", papers.papers_zip, name="papers_zip"),
    path("events/<slug:slug>/agenda/wishes/", wishes.wishes, name="wishes"),
    path("events/<slug:slug>/agenda/take-in/", wishes.take_in, name="take_in"),
    path("tracks/", tracks.listing, name="tracks"),
    path("tracks/<uuid:key>/", tracks.track, name="track"),
    path("tracks/<uuid:key>/recommend/", tracks.recommend, name="recommend"),
    path("tracks/<uuid:key>/place/", tracks.place, name="place"),
    path("tracks/<uuid:key>/return/", tracks.take_back, name="return_track"),
    path("tracks/<uuid:key>/drop/", tracks.drop, name="drop_track"),
]
