"""The components of a page. Small ones are made here, so that a list of fifty stays cheap."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from interface import moments
from interface.charts import ColumnChart, LineChart
from interface.forms import label_in_full
from interface.marks import ICONS, Part, Pill, Progress, Tab, Words, urgency
from interface.tables import Listing

register = template.Library()


@cache
def sprite() -> str:
    """Return the address of the sprite, looked up once a process."""
    return static("icons.svg")


@cache
def drawing(name: str, size: str) -> SafeString:
    """Return the drawing of an icon; there are few of them, so each is made once."""
    classes = f"icon icon-{size}" if size else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, sprite(), name
    )


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Show an icon beside a word; screen readers skip it."""
    return drawing(name, size)


@register.simple_tag
def pill(
    label: Words | Pill, tone: str = "", icon: str = "", *, is_drawn: bool = True
) -> SafeString:
    """Show a status as icon, word and colour; from its parts, or from a ``Pill``.

    Without ``is_drawn`` it has no icon: for lists that say the same few kinds a hundred times.
    """
    state = label if isinstance(label, Pill) else Pill(label, tone, icon)
    name = (state.icon or ICONS[state.tone]) if is_drawn else ""
    return format_html(
        '<span class="pill{}">{}{}</span>',
        f" pill-{state.tone}" if state.tone else "",
        drawing(name, "") if name else "",
        state.label,
    )


@register.simple_tag
def up_down(up: bool, down: bool, words: Words, action: str = "") -> SafeString:  # noqa: FBT001  # a tag
    """Show the two buttons that move a line of a list, as far as each has an effect.

    ``words`` is what is moved; ``action`` is where that is sent, where one form holds the
    whole list. Such lists are long, so their buttons bear a letter and no drawing.
    """
    ways = [
        (places, letter, icon, said)
        for places, letter, icon, said, is_there in (
            (-1, "↑", "up", gettext("Up:"), up),
            (1, "↓", "down", gettext("Down:"), down),
        )
        if is_there
    ]
    if action:
        return format_html_join(
            " ",
            '<button class="btn btn-quiet" name="places" value="{}" formaction="{}"'
            ' aria-label="{} {}">{}</button>',
            ((places, action, said, words, letter) for places, letter, _icon, said in ways),
        )
    return format_html_join(
        " ",
        '<button class="btn btn-quiet" name="places" value="{}">{}'
        '<span class="vh">{} {}</span></button>',
        ((places, drawing(icon, ""), said, words) for places, _letter, icon, said in ways),
    )


@register.simple_tag
def rows_of_pills(rows: Iterable[tuple[object, Iterable[Pill | None]]]) -> SafeString:
    """Show rows of narrow cells below their head, a status in each as icon and colour, or nothing.

    A key beside the table says the words; made here, for a hundred cells weigh.
    """
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (head, format_html_join("", "<td>{}</td>", ((_in_short(one),) for one in pills)))
            for head, pills in rows
        ),
    )


def _in_short(state: Pill | None) -> SafeString | str:
    if state is None:
        return ""
    return format_html(
        '<span class="pill pill-short{}">{}<span class="vh">{}</span></span>',
        f" pill-{state.tone}" if state.tone else "",
        drawing(state.icon or ICONS[state.tone], ""),
        state.label,
    )


@register.simple_tag
def datebox(on: dt.date, zone: str | None = None) -> SafeString:
    """Show month, day and weekday as a small calendar sheet; the text beside says the date."""
    if isinstance(on, dt.datetime):
        on = moments.local(on, zone)
    weekday, number, month = moments.sheet(on)
    return format_html(
        '<span class="datebox" aria-hidden="true"><span class="datebox-month">{}</span>'
        '<span class="datebox-day">{}</span><span class="datebox-weekday">{}</span></span>',
        month,
        number,
        weekday,
    )


@register.simple_tag
def crumbs(*steps: Words) -> SafeString:
    """Show the way here: label, address, label, address …; the last may lack an address."""
    pairs = zip(steps[::2], [*steps[1::2], ""], strict=False)
    items = format_html_join(
        "",
        "<li>{}</li>",
        (
            (format_html('<a href="{}">{}</a>', url, label) if url else label,)
            for label, url in pairs
        ),
    )
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', gettext("Breadcrumb"), items
    )


@register.simple_tag
def tabs(label: Words, items: Iterable[Tab]) -> SafeString:
    """Show pages that belong together, amber under the one that is open."""
    return format_html(
        '<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>',
        label,
        format_html_join(
            "",
            '<li><a href="{}"{}>{}{}</a></li>',
            (
                (
                    tab.url,
                    _current(tab),
                    tab.label,
                    ""
                    if tab.count is None
                    else format_html(' <span class="count">{}</span>', tab.count),
                )
                for tab in items
            ),
        ),
    )


def _current(tab: Tab) -> str:
    if tab.here:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if tab.within else ""


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: Words = "") -> SafeString:
    """Show a message above the content: ``{% notice "warn" title %}…{% endnotice %}``."""
    return format_html(
        '<div class="notice notice-{}">{}{}</div>',
        tone,
        format_html("<h2>{}</h2>", title) if title else "",
        content,
    )


@register.simple_block_tag
def nothing(content: str, icon: str, title: Words) -> SafeString:
    """Show an empty state: what will be here and who puts it there."""
    return format_html(
        '<div class="empty">{}<h2>{}</h2>{}</div>', drawing(icon, "l"), title, content
    )


@register.simple_tag
def avatar(name: str) -> SafeString:
    """Show the initials of a person, from the first and the last word of the name."""
    words = name.split()
    ends = [words[0], words[-1]] if len(words) > 1 else words
    initials = "".join(word[0] for word in ends).upper()
    return format_html('<span class="avatar" aria-hidden="true">{}</span>', initials)


@register.simple_tag
def person(name: str, line: Words = "", photo: str = "") -> SafeString:
    """Show a person: photograph or initials, name in their own alphabet, a small line below."""
    return format_html(
        '<span class="person">{}<span><strong>{}</strong>{}</span></span>',
        format_html('<img class="avatar" src="{}" alt="" loading="lazy">', photo)
        if photo
        else avatar(name),
        name,
        format_html('<br><span class="small muted">{}</span>', line) if line else "",
    )


@register.simple_tag
def tick(key: object, name: str, form: str) -> SafeString:
    """Show a box that chooses one row of a table for the form below it; ``name`` says whose."""
    return format_html(
        '<label class="choice"><input type="checkbox" name="key" value="{}" form="{}">'
        '<span class="vh">{}</span></label>',
        key,
        form,
        gettext("Tick %(name)s") % {"name": name},
    )


@register.simple_tag
def mini(done: int, total: int, label: Words) -> SafeString:
    """Show a thin bar; the label is the sentence that says the same."""
    whole = max(total, 1)
    return format_html(
        '<svg class="mini" viewBox="0 0 {0} 8" preserveAspectRatio="none" role="img"'
        ' aria-label="{1}">'
        '<rect class="fill-track" width="{0}" height="8"/>'
        '<rect class="fill-brand" width="{2}" height="8"/></svg>',
        whole,
        label,
        min(max(done, 0), whole),
    )


@register.inclusion_tag("components/progress.html")
def progress(work: Progress) -> dict[str, Any]:
    """Show how far long work is: a bar, and the same in words."""
    return {"work": work, "tried": work.done + work.failed}


@register.simple_block_tag
def live(content: str, url: str) -> SafeString:
    """Keep what changes by itself fresh, asking ``url`` every other second; blank: no longer.

    The address answers with the same block. Without script the page is read again by hand;
    it needs htmx, see "Page frame" in the styleguide.
    """
    if not url:
        return format_html("<div>{}</div>", content)
    return format_html(
        '<div hx-get="{}" hx-trigger="every 2s" hx-swap="outerMorph">{}'
        '<noscript><p><a href="">{}</a></p></noscript></div>',
        url,
        content,
        gettext("See how far it is now"),
    )


@register.simple_tag
def bar(parts: Sequence[Part], label: Words) -> SafeString:
    """Show numbers as one stacked bar with its legend; the label says them in a sentence."""
    starts = [sum(part.number for part in parts[:index]) for index in range(len(parts))]
    return format_html(
        '<svg class="bar" viewBox="0 0 {} 10" preserveAspectRatio="none" role="img"'
        ' aria-label="{}">{}</svg><ul class="legend">{}</ul>',
        max(sum(part.number for part in parts), 1),
        label,
        format_html_join(
            "",
            '<rect class="fill-{}" x="{}" width="{}" height="10"/>',
            ((part.fill, start, part.number) for part, start in zip(parts, starts, strict=True)),
        ),
        format_html_join(
            "",
            '<li><span class="swatch fill-{}"></span>{} {}</li>',
            ((part.fill, part.label, part.number) for part in parts),
        ),
    )


@register.inclusion_tag("components/chart.html")
def chart(line: LineChart) -> dict[str, Any]:
    """Show a line over time, with the figures as text below."""
    return {"chart": line}


@register.inclusion_tag("components/columns.html")
def columns(chart: ColumnChart, label: Words) -> dict[str, Any]:
    """Show columns over time with their legend; the label says what they count."""
    return {"chart": chart, "label": label}


@register.inclusion_tag("components/todos.html")
def todos(items: Iterable[Any], at: dt.datetime) -> dict[str, Any]:
    """Show to-dos: what, by when, one button each; the first button is the primary one."""
    return {"todos": [(todo, urgency(todo.by, at) if todo.by else None) for todo in items]}


@register.simple_tag
def column(listing: Listing[Any], key: str, label: Words, classes: str = "") -> SafeString:
    """Show the head of a column that sorts."""
    direction = listing.sorted_by(key)
    arrow = {"ascending": "up", "descending": "down"}.get(direction)
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="{}">{}{}</a></th>',
        format_html(' class="{}"', classes) if classes else "",
        format_html(' aria-sort="{}"', direction) if direction else "",
        listing.sort_address(key),
        label,
        drawing(arrow, "") if arrow else "",
    )


@register.inclusion_tag("components/table_foot.html")
def table_foot(listing: Listing[Any], xlsx_url: str = "", csv_url: str = "") -> dict[str, Any]:
    """Show which rows these are, the way to the others, and the exports with the same filters."""
    page = listing.page
    query = listing.query.urlencode()
    return {
        "page": page,
        "previous": listing.address(page=page.previous_page_number())
        if page.has_previous()
        else "",
        "next": listing.address(page=page.next_page_number()) if page.has_next() else "",
        "exports": [
            (name, f"{url}?{query}" if query else url)
            for name, url in (("XLSX", xlsx_url), ("CSV", csv_url))
            if url
        ],
    }


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context: Context, form: BaseForm, label: Words) -> dict[str, Any]:
    """Show a form of filters that writes itself into the address."""
    return {"form": form, "label": label, "path": context["request"].path}


@register.inclusion_tag("components/problems.html")
def problems(*forms: BaseForm, focus: bool = True) -> dict[str, Any]:
    """Show what is wrong with the forms of a page, each problem a link to its field."""
    general = [error for form in forms for error in form.non_field_errors()]
    hidden = [error for form in forms for field in form.hidden_fields() for error in field.errors]
    fields = [
        (field, label_in_full(form, field), error)
        for form in forms
        for field in form.visible_fields()
        for error in field.errors
    ]
    general += hidden
    count = len(general) + len(fields)
    return {"general": general, "fields": fields, "count": count, "focus": focus}


@register.simple_tag
def fields(form: BaseForm, *names: str) -> SafeString:
    """Show some fields of a form, in this order: label, help, problem, box."""
    return format_html_join("\n", "{}", ((form[name].as_field_group(),) for name in names))


@register.inclusion_tag("components/copybox.html")
def copybox(text: str, label: Words) -> dict[str, Any]:
    """Show a text to copy, with a button that does it."""
    return {"text": text, "label": label}


@register.simple_tag
def copy_button(target: str, label: Words) -> SafeString:
    """Show a button that copies the text of the element with that id; without script, none."""
    return format_html(
        '<button class="btn" type="button" data-copy="{}" data-done="{}" hidden>'
        "{} <span>{}</span></button>",
        target,
        gettext("Copied"),
        drawing("copy", ""),
        label,
    )


@register.filter
def tone(message: Message) -> str:
    """Return the tone of a notice for a message of Django's."""
    return {"success": "ok", "warning": "warn", "error": "bad"}.get(message.level_tag, "info")
