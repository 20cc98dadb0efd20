"""One page of a long table, whatever the address says."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict

from interface.tables import arranged, listing

ORDERS = {
    "app": ("app_label",),
    "model": ("model", "app_label"),
    "back": ("app_label", "-model"),
}


@pytest.fixture
def names(db):
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create(
        ContentType(app_label="sample", model=f"model{number}") for number in range(5)
    )


def shown(query: str):
    found = listing(
        ContentType.objects.all(),
        query=QueryDict(query),
        orders=ORDERS,
        default="model",
        per_page=2,
    )
    return [row.model for row in found.rows], found


@pytest.mark.parametrize(
    ("query", "models"),
    [
        ("", ["model0", "model1"]),
        ("page=2", ["model2", "model3"]),
        ("page=99", ["model4"]),
        ("page=nonsense", ["model0", "model1"]),
        ("page=-1", ["model4"]),
        ("sort=-model", ["model4", "model3"]),
        ("sort=app&page=3", ["model4"]),
        ("sort=back", ["model4", "model3"]),
        ("sort=-back", ["model0", "model1"]),
        ("sort=password", ["model0", "model1"]),
        ("sort=--model", ["model0", "model1"]),
        ("sort=-", ["model0", "model1"]),
    ],
)
def test_page_and_order_come_from_the_query_as_far_as_they_make_sense(names, query, models):
    assert shown(query)[0] == models


def test_addresses_keep_the_filters(names):
    _models, found = shown("kind=seminar&sort=model&page=2")

    assert (found.total, found.sorted_by("model"), found.sorted_by("app")) == (5, "ascending", "")
    assert found.address(page=3) == "?kind=seminar&sort=model&page=3"
    assert found.sort_address("model") == "?kind=seminar&sort=-model&page=1"
    assert found.sort_address("app") == "?kind=seminar&sort=app&page=1"
    assert shown("sort=-model")[1].sorted_by("model") == "descending"


def test_two_statements_make_a_page(names, django_assert_num_queries):
    with django_assert_num_queries(2):
        shown("page=2")


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", ["bb", "aa"]),
        ("sort=-length", ["ccc", "bb"]),
        ("sort=name&page=2", ["ccc"]),
        ("sort=password&page=nonsense", ["bb", "aa"]),
    ],
)
def test_rows_of_no_table_are_arranged_alike(query, rows):
    found = arranged(
        ["ccc", "bb", "aa"],
        query=QueryDict(query),
        orders={"length": len, "name": str},
        default="length",
        per_page=2,
    )

    assert (found.rows, found.total) == (rows, 3)
