"""Every page once, as who sees most of it: no barrier, no broken policy, nothing off the screen."""

import pytest

from tests.browser.seeing import barriers, sideways, walk
from tests.journeys.pages import PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_engine,
    pytest.mark.django_db(transaction=True),
]

RICHEST = (
    "secretariat",
    "administrator",
    "presidency",
    "nr",
    "attendee",
    "commission",
    "trainer",
    "substitute",
    "visitor",
)
NO_PAGES = ("html/",)
LOOKS = {"wide and light": (1280, "light"), "narrow and dark": (390, "dark")}


def shown(house):
    """Return each page's name with its address and who sees it most fully, role by role."""
    found = []
    for page in PAGES:
        role = next((role for role in RICHEST if page.answers[role] == 200), None)
        if role and not page.route.endswith(NO_PAGES):
            found.append((RICHEST.index(role), page.name, page.address(house), role))
    return [rest for _, *rest in sorted(found)]


def is_a_file(page, address) -> bool:
    """Whether something else than a page is answered: a download, a picture, a calendar."""
    answer = page.request.head(address)
    return not answer.headers.get("content-type", "").startswith("text/html")


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_has_a_barrier_or_breaks_the_policy(look, house, as_role, page, live_server):
    width, scheme = LOOKS[look]
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    faults, signed_in = {}, None

    for name, address, role in shown(house):
        if role != signed_in:
            as_role(role)
            signed_in = role
        if is_a_file(page, live_server.url + address):
            continue
        page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(live_server.url + address)
        found = barriers(page)
        if answer.status != 200:
            found.append(f"answered {answer.status}")
        if scheme == "dark":
            found += [f"off a screen of 320: {what}" for what in sideways(page, width=320)]
        if found:
            faults[f"{name} as {role}"] = found

    assert faults == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("part", ["", "figures/", "form/"])
def test_the_styleguide_has_no_barrier(part, width, scheme, page, live_server):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/styleguide/{part}")

    assert barriers(page) == []
    assert sideways(page, width=320) == []


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("visitor", "/"),
        ("visitor", "/events/{event public}/register/"),
        ("secretariat", "/"),
        ("secretariat", "/events/{event public}/control/"),
        ("secretariat", "/events/{event public}/edit/"),
        ("nr", "/calendar/"),
    ],
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    role, address, house, as_role, page, live_server
):
    as_role(role)
    page.goto(live_server.url + address.format_map(house.words))
    reachable = page.locator(
        "a[href]:visible, button:visible, input:visible, select:visible"
    ).count()

    steps = walk(page, steps=min(reachable, 60))

    assert "#main" in steps[0]["on"]
    assert [step["on"] for step in steps if not (step["seen"] and step["ringed"])] == []
    assert len({step["on"] for step in steps if step["on"]}) >= min(reachable, 60) // 2
