"""The operator's colour, made into shades that stay readable in light and dark; pure.

>>> contrast("#000000", "#ffffff")
21.0
"""

from fractions import Fraction

WHITE = (255, 255, 255)
DARK = (16, 21, 31)  # the page in the dark, as in app.css
TEXT_CONTRAST = 4.5
BAR_CONTRAST = 7.0

type Colour = tuple[int, int, int]


def stylesheet(colour: str) -> str:
    """Return the tokens that replace those of app.css, from one colour such as ``#1c3f94``.

    The colour is darkened until white reads on it, and lightened until it reads on the dark
    page, so that no choice makes a page that cannot be read.
    """
    chosen = _parsed(colour)
    brand = _toward(chosen, (0, 0, 0), against=WHITE, ratio=TEXT_CONTRAST)
    bar = _toward(chosen, (0, 0, 0), against=WHITE, ratio=BAR_CONTRAST)
    pale = _toward(chosen, WHITE, against=DARK, ratio=TEXT_CONTRAST + 2)
    night = _mixed(bar, (0, 0, 0), Fraction(1, 2))
    tokens = {
        "brand": (brand, pale),
        "brand-strong": (
            _mixed(bar, (0, 0, 0), Fraction(1, 5)),
            _mixed(pale, WHITE, Fraction(2, 5)),
        ),
        "brand-soft": (_mixed(brand, WHITE, Fraction(9, 10)), _mixed(chosen, DARK, Fraction(4, 5))),
        "bar": (bar, night),
    }
    lines = "".join(
        f"--color-{name}:light-dark({_written(light)},{_written(dark)});"
        for name, (light, dark) in tokens.items()
    )
    return f"@layer tokens{{:root{{{lines}}}}}\n"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it, from 1 to 21."""
    return round(_contrast(_parsed(one), _parsed(other)), 2)


def _parsed(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _written(colour: Colour) -> str:
    return f"#{bytes(colour).hex()}"


def _mixed(colour: Colour, other: Colour, share: Fraction) -> Colour:
    red, green, blue = (
        round(own + (their - own) * share) for own, their in zip(colour, other, strict=True)
    )
    return red, green, blue


def _toward(colour: Colour, goal: Colour, *, against: Colour, ratio: float) -> Colour:
    """Mix in a little more of the goal until the contrast is reached."""
    steps = (_mixed(colour, goal, Fraction(step, 20)) for step in range(21))
    return next(mixed for mixed in steps if _contrast(mixed, against) >= ratio)


def _contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
