"""The addresses of calls for suggestions."""

from tests.journeys.pages.page import page
from tests.journeys.roles import NOT_THERE, OF_A_BODY, ORGANISERS, SECRETARIAT, only

ASKED = only("nr", "substitute")
CHANGES = only("nr", "substitute", "secretariat")
CALL, ONE_SUGGESTION = "suggestions/<uuid:key>/", "suggestions/one/<uuid:key>/"
OF_SUGGESTIONS = [
    page("suggestions/", only(*OF_A_BODY)),
    page("suggestions/new/", ORGANISERS),
    page(CALL, only(*OF_A_BODY), key="suggestions open"),
    page(CALL, only(*OF_A_BODY), key="suggestions over"),
    page(CALL, ORGANISERS, key="suggestions draft"),
    page(CALL, NOT_THERE, key="nobody"),
    page(CALL + "edit/", ORGANISERS, key="suggestions draft"),
    page(CALL + "send/", ORGANISERS, key="suggestions draft"),
    *(
        page(CALL + deed, only("presidency", "secretariat", answer=405), key="suggestions open")
        for deed in ("discard/", "reminding/", "publish/", "letters/send/")
    ),
    page(
        CALL + "letters/<uuid:batch>/stop/",
        only("presidency", "secretariat", answer=405),
        key="suggestions open",
        batch="nobody",
    ),
    page(CALL + "extend/", ORGANISERS, key="suggestions open"),
    page(CALL + "remind/", ORGANISERS, key="suggestions open"),
    page(CALL + "suggestions.xlsx", ORGANISERS, key="suggestions open"),
    page(CALL + "suggest/", ASKED, key="suggestions open"),
    page(CALL + "none/", only("nr", "substitute", answer=405), key="suggestions open"),
    page(CALL + "not-none/", only("nr", "substitute", answer=405), key="suggestions open"),
    page(CALL + "enter/", SECRETARIAT, key="suggestions open"),
    page(CALL + "enter/none/", SECRETARIAT, key="suggestions open"),
    page(
        ONE_SUGGESTION,
        only("nr", "substitute", answer="/suggestions/one/"),
        key="suggestion draft",
    ),
    page(
        ONE_SUGGESTION,
        only("nr", "substitute", "presidency", "secretariat"),
        key="suggestion given",
    ),
    page(ONE_SUGGESTION, only(*OF_A_BODY), key="suggestion over"),
    page(ONE_SUGGESTION, NOT_THERE, key="nobody"),
    page(ONE_SUGGESTION + "draft/", ASKED, key="suggestion draft"),
    page(ONE_SUGGESTION + "change/", CHANGES, key="suggestion given"),
    page(ONE_SUGGESTION + "take-back/", only(*OF_A_BODY, answer=405), key="suggestion given"),
    page(ONE_SUGGESTION + "files/add/", CHANGES, key="suggestion given"),
    page(
        ONE_SUGGESTION + "files/<uuid:document>/",
        only("nr", "substitute", "presidency", "secretariat"),
        key="suggestion given",
        document="suggestion file",
    ),
    page(
        ONE_SUGGESTION + "files/<uuid:document>/remove/",
        only(*OF_A_BODY, answer=405),
        key="suggestion given",
        document="suggestion file",
    ),
    page(ONE_SUGGESTION + "decide/", ORGANISERS, key="suggestion over"),
    page(ONE_SUGGESTION + "decide/", NOT_THERE, key="suggestion draft"),
    page(ONE_SUGGESTION + "became/", ORGANISERS, key="suggestion over"),
    page(ONE_SUGGESTION + "agenda/", ORGANISERS, key="suggestion over"),
]
