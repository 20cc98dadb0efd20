"""The components as tags."""

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import gettext_lazy
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from interface.charts import line_chart
from interface.marks import Part, Pill, Progress, Tab

AT = dt.datetime(2024, 5, 31, 7, 30, tzinfo=dt.UTC)
TEMPLATES = Path(settings.BASE_DIR) / "templates"
FRAME = [
    TEMPLATES / "base.html",
    *(TEMPLATES / "components" / f"{name}.html" for name in ("nav", "way_home")),
]
EVIL = '"><script>alert(1)</script>'


def shown(source: str, **context) -> str:
    return Template("{% load navigation page moments %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            '{% icon "check" %}',
            '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#check"/></svg>',
        ),
        (
            '{% icon "check" "l" %}',
            '<svg class="icon icon-l" aria-hidden="true"><use href="/static/icons.svg#check"/></svg>',
        ),
        ('{% pill "Draft" %}', '<span class="pill">Draft</span>'),
        (
            '{% pill "Open" "ok" %}',
            '<span class="pill pill-ok"><svg class="icon" aria-hidden="true"><use href="/static/icons.svg#check"/></svg>Open</span>',
        ),
        (
            '{% pill "Open" "ok" is_drawn=False %}',
            '<span class="pill pill-ok">Open</span>',
        ),
        (
            '{% up_down True False "Rules" %}',
            '<button class="btn btn-quiet" name="places" value="-1"><svg class="icon" aria-hidden="true"><use href="/static/icons.svg#up"/></svg><span class="vh">Up: Rules</span></button>',
        ),
        (
            '{% up_down False True "5" "../move/" %}',
            '<button class="btn btn-quiet" name="places" value="1" formaction="../move/" aria-label="Down: 5">↓</button>',
        ),
        (
            "{% rows_of_pills rows %}",
            '<tr><th scope="row">13</th><td><span class="pill pill-short pill-info"><svg class="icon" aria-hidden="true"><use href="/static/icons.svg#hourglass"/></svg><span class="vh">Position 3</span></span></td><td></td></tr>',
        ),
        (
            "{% pill value %}",
            '<span class="pill pill-info"><svg class="icon" aria-hidden="true"><use href="/static/icons.svg#hourglass"/></svg>Position 3</span>',
        ),
        (
            "{% datebox at zone %}",
            '<span class="datebox" aria-hidden="true"><span class="datebox-month">May</span><span class="datebox-day">31</span><span class="datebox-weekday">Fri</span></span>',
        ),
        (
            "{% datebox on %}",
            '<span class="datebox" aria-hidden="true"><span class="datebox-month">Jun</span><span class="datebox-day">1</span><span class="datebox-weekday">Sat</span></span>',
        ),
        (
            '{% crumbs "Events" "/events/" "Seminar" %}',
            '<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/events/">Events</a></li><li>Seminar</li></ol></nav>',
        ),
        (
            '{% crumbs "Events" "/events/" %}',
            '<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/events/">Events</a></li></ol></nav>',
        ),
        (
            '{% tabs "Room" tabs %}',
            '<nav class="tabs" aria-label="Room"><ul><li><a href="/a" aria-current="page">All <span class="count">0</span></a></li><li><a href="/b">Letters</a></li></ul></nav>',
        ),
        (
            '{% notice "warn" "Full" %}<p>Wait</p>{% endnotice %}',
            '<div class="notice notice-warn"><h2>Full</h2><p>Wait</p></div>',
        ),
        ("{% notice %}<p>Hm</p>{% endnotice %}", '<div class="notice notice-info"><p>Hm</p></div>'),
        (
            '{% nothing "check" "Nothing" %}<p>later</p>{% endnothing %}',
            '<div class="empty"><svg class="icon icon-l" aria-hidden="true"><use href="/static/icons.svg#check"/></svg><h2>Nothing</h2><p>later</p></div>',
        ),
        (
            '{% person "Λευτέρης Παπαδόπουλος" %}',
            '<span class="person"><span class="avatar" aria-hidden="true">ΛΠ</span><span><strong>Λευτέρης Παπαδόπουλος</strong></span></span>',
        ),
        (
            '{% person "Ann" "Board" %}',
            '<span class="person"><span class="avatar" aria-hidden="true">A</span><span><strong>Ann</strong><br><span class="small muted">Board</span></span></span>',
        ),
        ('{% avatar "" %}', '<span class="avatar" aria-hidden="true"></span>'),
        (
            '{% tick 7 "Ann" "several" %}',
            '<label class="choice"><input type="checkbox" name="key" value="7" form="several"><span class="vh">Tick Ann</span></label>',
        ),
        (
            '{% mini 3 0 "3 of 0" %}',
            '<svg class="mini" viewBox="0 0 1 8" preserveAspectRatio="none" role="img" aria-label="3 of 0"><rect class="fill-track" width="1" height="8"/><rect class="fill-brand" width="1" height="8"/></svg>',
        ),
        (
            '{% bar parts "2 and 3" %}',
            '<svg class="bar" viewBox="0 0 5 10" preserveAspectRatio="none" role="img" aria-label="2 and 3"><rect class="fill-brand" x="0" width="2" height="10"/><rect class="fill-for" x="2" width="3" height="10"/></svg><ul class="legend"><li><span class="swatch fill-brand"></span>One 2</li><li><span class="swatch fill-for"></span>Two 3</li></ul>',
        ),
        (
            '{% copy_button "forward" "Copy text" %}',
            '<button class="btn" type="button" data-copy="forward" data-done="Copied" hidden><svg class="icon" aria-hidden="true"><use href="/static/icons.svg#copy"/></svg> <span>Copy text</span></button>',
        ),
    ],
)
def test_a_small_component_is_this_markup(source, html):
    context = {
        "value": Pill(gettext_lazy("Position 3"), "info", "hourglass"),
        "rows": [(13, [Pill(gettext_lazy("Position 3"), "info", "hourglass"), None])],
        "at": AT,
        "zone": "Europe/Brussels",
        "on": dt.date(2024, 6, 1),
        "tabs": [Tab("All", "/a", 0, here=True), Tab("Letters", "/b")],
        "parts": [Part("One", 2), Part("Two", 3, "for")],
    }

    assertHTMLEqual(shown(source, **context), html)


@pytest.mark.parametrize(
    "source",
    [
        "{% pill evil %}",
        "{% person evil evil %}",
        "{% crumbs evil evil %}",
        "{% notice 'info' evil %}{{ evil }}{% endnotice %}",
        "{% nothing 'check' evil %}{{ evil }}{% endnothing %}",
        "{% mini 1 2 evil %}",
        "{% tick 1 evil evil %}",
        "{% copybox evil evil %}",
        "{% copy_button evil evil %}",
    ],
)
def test_what_people_wrote_is_never_markup(source):
    assert "<script" not in shown(source, evil=EVIL)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "{% moment at zone %}",
            '<time datetime="2024-05-31T07:30Z">Friday 31 May 2024, 09:30 (Brussels)</time>',
        ),
        (
            "{% short_moment at zone %}",
            '<time datetime="2024-05-31T07:30Z">Fri 31 May 2024, 09:30</time>',
        ),
        ("{% day on %}", '<time datetime="2024-06-01">Saturday 1 June 2024</time>'),
        ("{% short_day on %}", '<time datetime="2024-06-01">Sat 1 Jun 2024</time>'),
        ("{% days on on %}", '<time datetime="2024-06-01">Saturday 1 June 2024</time>'),
        (
            "{% span at end zone %}",
            '<time datetime="2024-05-31T07:30Z">Friday 31 May 2024, 09:30–16:30 (Brussels)</time>',
        ),
        (
            "{% hours at end zone %}",
            '<time datetime="2024-05-31T07:30Z">09:30–16:30 (Brussels)</time>',
        ),
        (
            "{% your_time at end zone 'Europe/Riga' %}",
            '<time datetime="2024-05-31T07:30Z">10:30–17:30 (Riga)</time>',
        ),
        ("{% your_time at end zone zone %}", ""),
        ("{% left end at %}", "7 hours left"),
        ("{% moment None %}{% short_moment None %}{% day None %}{% short_day None %}", ""),
    ],
)
def test_moments_stand_in_a_time_element(source, html):
    context = {
        "at": AT,
        "end": AT + dt.timedelta(hours=7),
        "zone": "Europe/Brussels",
        "on": dt.date(2024, 6, 1),
    }

    assert shown(source, **context) == html


def test_the_first_todo_has_the_primary_button():
    todo = {"url": "/x", "button": "Open", "seat": "Latvia", "note": "3 of 9", "urgent": True}
    todos = [
        SimpleNamespace(what="Reply", by=AT + dt.timedelta(days=2), **todo),
        SimpleNamespace(what="Confirm", by=None, **todo),
        SimpleNamespace(what="Look", by=None, **{**todo, "seat": "", "note": "", "urgent": False}),
    ]

    html = shown("{% todos todos at %}", todos=todos, at=AT)

    assert html.count("btn-primary") == 1
    assertInHTML(
        '<a class="btn btn-primary" href="/x">Open<span class="vh">: Reply</span></a>', html
    )
    assert "2 days left" in html
    assert "Sunday 2 June 2024, 09:30 (Brussels)" in html
    assert html.count("Latvia") == 2
    assert html.count("Now") == 1


def test_a_chart_says_its_figures_as_text():
    line = line_chart([(AT.date(), 0), (dt.date(2024, 6, 2), 118)], limit=120)

    html = shown("{% chart line %}", line=line)

    assert 'aria-label="From 0 on Fri 31 May 2024 to 118 on Sun 2 Jun 2024"' in html
    assert "Sun 2 Jun 2024: 118" in html
    assert "the limit, 120" in html


@pytest.mark.parametrize(
    ("level", "tone"),
    [
        (constants.SUCCESS, "ok"),
        (constants.WARNING, "warn"),
        (constants.ERROR, "bad"),
        (constants.INFO, "info"),
    ],
)
def test_messages_have_the_tone_of_their_level(level, tone):
    assert shown("{{ message|tone }}", message=Message(level, "x")) == tone


@pytest.mark.parametrize(
    ("path", "marked"),
    [("/help/", True), ("/help/more/", True), ("/helpers/", False), ("/", False)],
)
def test_the_navigation_marks_where_one_is(path, marked):
    html = shown('{% goto "interface:help" "Help" %}', request=RequestFactory().get(path))

    assertHTMLEqual(
        html,
        f'<li><a href="/help/"{" aria-current=page" if marked else ""}><span>Help</span></a></li>',
    )


def test_an_entry_of_the_navigation_may_lead_to_a_page_below_it_and_is_marked_there_too():
    request = RequestFactory().get("/trainings/requests/")

    html = shown('{% goto "courses:catalogue" "Trainings" to="courses:matrix" %}', request=request)

    address = reverse("courses:matrix")
    assertHTMLEqual(
        html, f'<li><a href="{address}" aria-current="page"><span>Trainings</span></a></li>'
    )


def test_an_entry_of_the_navigation_may_have_an_icon_and_a_kind():
    html = shown(
        '{% goto "interface:help" "Help" "help" "self" %}', request=RequestFactory().get("/")
    )

    assertHTMLEqual(
        html,
        '<li><a class="self" href="/help/"><svg class="icon" aria-hidden="true">'
        '<use href="/static/icons.svg#help"/></svg><span class="help-word">Help</span></a></li>',
    )


@pytest.mark.parametrize(
    ("path", "near"),
    [("/help/", "./"), ("/", "help/"), ("/verify/", "../help/")],
    ids=["itself", "below", "beside"],
)
def test_an_address_is_said_as_seen_from_the_page(path, near):
    request = RequestFactory().get(path)

    assert shown('{% near "interface:help" %}', request=request) == near
    assert urljoin(f"https://example.eu{path}", near) == "https://example.eu/help/"


def test_a_page_that_is_not_installed_is_not_offered():
    request = RequestFactory().get("/")

    assert shown('{% goto "nowhere:page" "Nowhere" %}', request=request) == ""
    assert "push" in shown('{% goto "interface:help" "Search" "search" %}', request=request)


@pytest.mark.parametrize(
    "name",
    sorted(set(re.findall(r'(?:goto|url) "([\w:]+)"', "".join(map(Path.read_text, FRAME))))),
)
def test_every_page_that_the_frame_names_is_there(name):
    assert reverse(name)


def test_fifty_rows_are_cheap():
    source = Template(
        "{% load page moments %}{% for at in moments %}{% datebox at zone %}{% span at end zone %}"
        '{% pill "Open" "ok" %}{% pill "Seminar" "" "people" %}{% endfor %}'
    )
    moments = [AT + dt.timedelta(days=number) for number in range(50)]
    context = {"moments": moments, "zone": "Europe/Brussels", "end": AT + dt.timedelta(days=99)}

    html = source.render(Context(context))

    assert html.count("<time") == 50


def test_progress_says_in_words_what_the_bar_shows():
    html = shown("{% progress work %}", work=Progress(310, 2, 500, Pill("Under way", "info")))

    assert "310 of 500" in re.sub(r"\s+", " ", html)
    assert ", 2 failed" in re.sub(r"\s+", " ", html)
    assert 'aria-label="312 of 500 tried"' in html
    assert 'class="fill-brand" width="312"' in html
    assert "failed" not in shown(
        "{% progress work %}", work=Progress(310, 0, 500, Pill("Under way", "info"))
    )


def test_what_is_live_asks_for_itself_until_nothing_changes_any_more():
    live = shown('{% live "/jobs/1/?a=1&b=2" %}<p>3 of 5</p>{% endlive %}')
    over = shown('{% live "" %}<p>5 of 5</p>{% endlive %}')

    assertHTMLEqual(
        live,
        '<div hx-get="/jobs/1/?a=1&amp;b=2" hx-trigger="every 2s" hx-swap="outerMorph"><p>3 of 5</p>'
        '<noscript><p><a href="">See how far it is now</a></p></noscript></div>',
    )
    assertHTMLEqual(over, "<div><p>5 of 5</p></div>")
