"""The addresses of agendas, their papers and their tracks."""

from tests.journeys.pages.page import page
from tests.journeys.roles import (
    BY_POST,
    NOT_THERE,
    ORGANISERS,
    POSTED_BY_SECRETARIAT,
    SECRETARIAT,
    only,
)

MEETS = "events/<slug:slug>/agenda/"
READ = only("nr", "substitute", "presidency", "secretariat", "commission")
ITEM = f"{MEETS}items/<uuid:key>/"
PAPER = f"{MEETS}papers/<uuid:key>/"
AT_MEETING = {"slug": "event meeting", "key": "item"}
OF_PAPER = {"slug": "event meeting", "key": "agenda paper"}
STANDING = "bodies/<slug:code>/standing-items/"
OF_AGENDAS = [
    page(MEETS, READ, slug="event meeting"),
    page(MEETS, ORGANISERS, slug="event excom"),
    page(MEETS, NOT_THERE, slug="event public"),
    page(f"{MEETS}agenda.pdf", READ, slug="event meeting"),
    page(f"{MEETS}agenda.pdf", ORGANISERS, slug="event excom"),
    page(f"{MEETS}editions/<int:number>/", READ, slug="event meeting", number="1"),
    page(f"{MEETS}editions/<int:number>/", NOT_THERE, slug="event meeting", number="9"),
    page(f"{MEETS}editions/<int:number>/agenda.pdf", READ, slug="event meeting", number="1"),
    page(f"{MEETS}begin/", BY_POST, slug="event meeting"),
    page(f"{MEETS}edit/", ORGANISERS, slug="event meeting"),
    page(f"{MEETS}hours/", BY_POST, slug="event meeting"),
    page(f"{MEETS}adopt/", ORGANISERS, slug="event meeting"),
    page(f"{MEETS}copy/", ORGANISERS, slug="event meeting"),
    page(f"{MEETS}copy/", NOT_THERE, slug="event excom"),
    page(f"{MEETS}items/add/", ORGANISERS, slug="event meeting"),
    page(ITEM, ORGANISERS, **AT_MEETING),
    page(ITEM, ORGANISERS, slug="event meeting", key="item restricted"),
    page(ITEM, NOT_THERE, slug="event excom", key="item"),
    page(f"{ITEM}move/", BY_POST, **AT_MEETING),
    page(f"{ITEM}strike/", ORGANISERS, **AT_MEETING),
    page(f"{ITEM}restore/", BY_POST, **AT_MEETING),
    page(STANDING, SECRETARIAT, code="BOARD"),
    page(f"{STANDING}<uuid:key>/", SECRETARIAT, code="BOARD", key="standing item"),
    *(
        page(
            f"{STANDING}<uuid:key>/{deed}/",
            POSTED_BY_SECRETARIAT,
            code="BOARD",
            key="standing item",
        )
        for deed in ("archive", "move")
    ),
]
OF_AGENDA_PAPERS = [
    page(f"{MEETS}papers.zip", READ, slug="event meeting"),
    page(f"{MEETS}papers.zip", NOT_THERE, slug="event public"),
    page(PAPER, READ, **OF_PAPER),
    page(PAPER, ORGANISERS, slug="event meeting", key="agenda paper restricted"),
    page(PAPER, NOT_THERE, slug="event excom", key="agenda paper"),
    page(f"{PAPER}change/", ORGANISERS, **OF_PAPER),
    page(f"{PAPER}renew/", only("presidency", "secretariat", answer="/events/"), **OF_PAPER),
    page(f"{PAPER}versions/<int:number>/", ORGANISERS, number="1", **OF_PAPER),
    page(f"{PAPER}move/", BY_POST, **OF_PAPER),
    page(f"{PAPER}remove/", BY_POST, **OF_PAPER),
    page(f"{PAPER}restore/", BY_POST, **OF_PAPER),
    page(f"{ITEM}papers/", ORGANISERS, **AT_MEETING),
    page(f"{ITEM}papers/", ORGANISERS, slug="event meeting", key="item restricted"),
    page(f"{MEETS}wishes/", ORGANISERS, slug="event meeting"),
    page(f"{MEETS}take-in/", BY_POST, slug="event meeting"),
    page(f"{ITEM}wish/", only("nr", "substitute"), **AT_MEETING),
    page(f"{ITEM}wish/back/", BY_POST, **AT_MEETING),
    page(f"{ITEM}interests/", READ, **AT_MEETING),
    page(f"{ITEM}interests/", ORGANISERS, slug="event meeting", key="item restricted"),
    page(
        f"{ITEM}interests/<uuid:interest>/withdraw/",
        BY_POST,
        interest="declared interest",
        **AT_MEETING,
    ),
    page(f"{ITEM}track/", ORGANISERS, **AT_MEETING),
    page("tracks/", ORGANISERS),
    page("tracks/<uuid:key>/", ORGANISERS, key="track"),
    page("tracks/<uuid:key>/", NOT_THERE, key="nobody"),
    *(
        page(f"tracks/<uuid:key>/{deed}/", BY_POST, key="track")
        for deed in ("recommend", "place", "return")
    ),
    page("tracks/<uuid:key>/drop/", ORGANISERS, key="track"),
    page(f"{ITEM}presidency/", only("presidency"), **AT_MEETING),
    page(f"{ITEM}presidency/ask/", BY_POST, **AT_MEETING),
    page(f"{ITEM}presidency/ask-no-longer/", BY_POST, **AT_MEETING),
    page("procedures/of-item/<uuid:key>/agreed/", BY_POST, key="item"),
    page("procedures/of-item/<uuid:key>/", SECRETARIAT, key="item"),
    page("procedures/of-item/<uuid:key>/", NOT_THERE, key="nobody"),
    page("procedures/of-track/<uuid:key>/", SECRETARIAT, key="track"),
    page("procedures/of-track/<uuid:key>/", NOT_THERE, key="nobody"),
]
