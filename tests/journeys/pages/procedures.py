"""The addresses of written procedures."""

from tests.journeys.pages.page import page
from tests.journeys.roles import BY_POST, NOT_THERE, OF_THE_NETWORK, SECRETARIAT, only

VOTES = only("nr", "substitute")
READS = {**OF_THE_NETWORK, "administrator": 404}
STEERED = ("control/", "remind/", "extend/", "round/", "enter/", "ledger/", "withdraw/")
ITS = "procedures/<str:reference>/"
OF_PROCEDURES = [
    page("procedures/", OF_THE_NETWORK),
    page("procedures/", OF_THE_NETWORK, query="state=ended&year=2024"),
    page("procedures/new/", SECRETARIAT),
    page("procedures/rule-in-words/", only("secretariat", answer="/procedures/rules/")),
    page("procedures/rules/", SECRETARIAT),
    page("procedures/rules/new/", SECRETARIAT),
    page("procedures/rules/<uuid:key>/", SECRETARIAT, key="rule"),
    page("procedures/rules/<uuid:key>/", NOT_THERE, key="nobody"),
    page("procedures/rules/<uuid:key>/archive/", BY_POST, key="rule"),
    page(ITS, READS, reference="procedure running"),
    page(ITS, READS, reference="procedure ended"),
    page(ITS, only("secretariat", answer="/procedures/"), reference="procedure draft"),
    page(ITS, NOT_THERE, reference="unknown"),
    page(ITS + "papers/<int:order>/", READS, reference="procedure running", order="1"),
    page(ITS + "papers/<int:order>/", NOT_THERE, reference="procedure running", order="2"),
    page(ITS + "record.json", READS, reference="procedure ended"),
    page(ITS + "record.json", NOT_THERE, reference="procedure running"),
    page(ITS + "note.pdf", READS, reference="procedure ended"),
    page(ITS + "note.pdf", NOT_THERE, reference="procedure running"),
    *(
        page(
            f"{ITS}{deed}/<str:code>/",
            VOTES,
            reference="procedure running",
            code="state",
        )
        for deed in ("object", "amend")
    ),
    *(
        page(f"{ITS}{deed}/<str:code>/", VOTES, reference="procedure ended", code="state")
        for deed in ("object", "amend")
    ),
    *(
        page(f"{ITS}reply/<str:code>/{deed}", BY_POST, reference="procedure running", code="state")
        for deed in ("", "draft/")
    ),
    page(ITS + "edit/", SECRETARIAT, reference="procedure draft"),
    page(ITS + "edit/", NOT_THERE, reference="procedure running"),
    page(ITS + "edit/papers/", BY_POST, reference="procedure draft"),
    page(
        ITS + "edit/papers/<uuid:key>/remove/",
        BY_POST,
        reference="procedure draft",
        key="paper draft",
    ),
    page(ITS + "launch/", SECRETARIAT, reference="procedure draft"),
    page(ITS + "launch/", NOT_THERE, reference="procedure running"),
    *(page(ITS + deed, SECRETARIAT, reference="procedure running") for deed in STEERED),
    page(ITS + "control/", SECRETARIAT, reference="procedure ended"),
    page(ITS + "ledger/", SECRETARIAT, reference="procedure ended"),
    page(ITS + "withdraw/", SECRETARIAT, reference="procedure draft"),
    page(ITS + "evidence/<uuid:key>/", NOT_THERE, reference="procedure running", key="nobody"),
    page(ITS + "notify/", BY_POST, reference="procedure ended"),
    page(ITS + "reminding/", BY_POST, reference="procedure running"),
]
