"""What a browser finds in a page: headings, links, forms, and what it would fetch."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

ASSETS = {"link": "href", "script": "src", "img": "src", "use": "href", "source": "src"}
ASSET_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
INPUTS = {"input", "select", "textarea", "button"}


@dataclass
class Form:
    """One form: where it goes, how, and what stands in it."""

    action: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


@dataclass
class Page(HTMLParser):
    """A page, read once."""

    html: str
    lang: str = ""
    h1: int = 0
    title: str = ""
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    assets: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read it."""
        super().__init__()
        self._in: str = ""
        self._form: Form | None = None
        self._select: tuple[str, str] = ("", "")
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        found = {name: value or "" for name, value in attrs}
        self._in = tag
        self.inline += [
            f"<{tag} {name}>" for name in found if name == "style" or name.startswith("on")
        ]
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "html":
            self.lang = found.get("lang", "")
        elif tag == "h1":
            self.h1 += 1
        elif tag == "style" or (
            tag == "script" and "src" not in found and "json" not in found.get("type", "")
        ):
            self.inline.append(f"<{tag}>")
        elif tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "form":
            self._form = Form(found.get("action", ""), found.get("method", "get").lower())
            self.forms.append(self._form)
        self._asset(tag, found)
        self._field(tag, found)

    def _asset(self, tag, found):
        address = found.get(ASSETS.get(tag, ""), "")
        if tag == "link" and found.get("rel", "") not in ASSET_LINKS:
            return
        if address and not address.startswith("#"):
            self.assets.add(address.partition("#")[0])

    def _field(self, tag, found):
        name = found.get("name", "")
        form = self._form if not found.get("form") else None
        if form is None:
            return
        if tag == "option" and self._select[0]:
            if "selected" in found or not form.fields[self._select[0]]:
                form.fields[self._select[0]] = found.get("value", "")
        elif tag in INPUTS and name:
            kind = found.get("type", tag)
            if kind in {"radio", "checkbox"} and "checked" not in found and name in form.fields:
                return
            form.kinds[name] = kind
            form.fields[name] = found.get("value", "on" if kind == "checkbox" else "")
            self._select = (name, "") if tag == "select" else ("", "")

    def handle_data(self, data):
        if self._in == "title":
            self.title += data
            self.title = self.title.strip()

    def handle_endtag(self, tag):
        self._in = ""
        if tag == "form":
            self._form = None


def main_of(html: str) -> str:
    """The part of a page that is its own: what stands in ``main``."""
    return html[html.find("<main") : html.find("</main>")]
