"""What a browser finds wrong with the page it shows."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TALLEST = 900
SIDEWAYS = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const out = [...document.querySelectorAll("main *, header *, footer *")].filter(
        (one) => one.getBoundingClientRect().right > wide + 1 && !one.closest(".table-wrap")
    );
    return out.slice(0, 5).map((one) => `${one.tagName.toLowerCase()}.${one.className}`);
}"""
FOCUSED = """() => {
    const one = document.activeElement;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    return {
        on: one === document.body ? "" : one.outerHTML.slice(0, 120),
        seen: box.width > 0 && box.height > 0,
        ringed: style.outlineStyle !== "none" || style.boxShadow !== "none",
    };
}"""
_axe = Axe()


def barriers(page: Page) -> list[str]:
    """Return what axe finds, by rule and place."""
    page.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
    found = _axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}"
        for rule in found
        for node in rule["nodes"]
    ]


def sideways(page: Page, *, width: int) -> list[str]:
    """Return what stands out to the right on a screen so wide."""
    page.set_viewport_size({"width": width, "height": TALLEST})
    return page.evaluate(SIDEWAYS)


def walk(page: Page, *, steps: int) -> list[dict]:
    """Press Tab so often, or until it leaves the page; return what held the focus each time.

    A group of radio buttons is one stop, so there may be fewer stops than boxes.
    """
    found = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if found and not step["on"]:
            break
        found.append(step)
    return found
