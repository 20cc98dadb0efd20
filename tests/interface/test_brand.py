"""The operator's colour stays readable, whatever it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interface import brand

TOKEN = re.compile(r"--color-([a-z-]+):light-dark\((#[0-9a-f]{6}),(#[0-9a-f]{6})\);")


def test_a_good_colour_is_kept():
    sheet = brand.stylesheet("#1c3f94")

    assert sheet.startswith("@layer tokens{:root{--color-brand:light-dark(#1c3f94,")
    assert [name for name, _light, _dark in TOKEN.findall(sheet)] == [
        "brand",
        "brand-strong",
        "brand-soft",
        "bar",
    ]


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_can_be_read(number):
    tokens = {
        name: (light, dark)
        for name, light, dark in TOKEN.findall(brand.stylesheet(f"#{number:06x}"))
    }

    on_white = brand.contrast(tokens["brand"][0], "#ffffff")
    on_dark = brand.contrast(tokens["brand"][1], "#181f2c")
    on_button = brand.contrast(tokens["brand"][1], "#0c1530")
    on_bar = min(brand.contrast("#ffffff", shade) for shade in tokens["bar"])

    assert min(on_white, on_dark, on_button, on_bar) >= 4.5


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)],
)
def test_contrast_counts_as_wcag_does(one, other, ratio):
    assert brand.contrast(one, other) == ratio
