"""Long lists: one page of rows, sorted by what the address says, never failing on nonsense."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

PER_PAGE = 50


@dataclass(frozen=True)
class Listing[Row]:
    """One page of a table, and the address that made it."""

    rows: list[Row]
    page: Page[Row]
    order: str
    query: QueryDict

    @property
    def total(self) -> int:
        """Return how many rows there are on all pages."""
        return self.page.paginator.count

    def address(self, **changes: str | int) -> str:
        """Return this page's query with changes, such as ``?kind=seminar&page=2``."""
        query = self.query.copy()
        for name, value in changes.items():
            query[name] = str(value)
        return f"?{query.urlencode()}"

    def sorted_by(self, key: str) -> str:
        """Return ``ascending`` or ``descending`` for the column that sorts, else nothing."""
        if self.order.removeprefix("-") != key:
            return ""
        return "descending" if self.order.startswith("-") else "ascending"

    def sort_address(self, key: str) -> str:
        """Return the address that sorts by a column, turned round if it does already."""
        return self.address(sort=f"-{key}" if self.order == key else key, page=1)


def listing[Row: Model](
    rows: QuerySet[Row],
    *,
    query: QueryDict,
    orders: Mapping[str, Sequence[str]],
    default: str,
    per_page: int = PER_PAGE,
) -> Listing[Row]:
    """Return one page of rows: ``sort`` and ``page`` of the query, as far as they make sense.

    ``orders`` names the columns that sort and the fields behind each, with a minus where a
    field runs against its column; the primary key comes
    last, so that no row shows on two pages.
    """
    order = query.get("sort", "")
    if order.removeprefix("-") not in orders:
        order = default
    fields = [_ordering(field, down=order.startswith("-")) for field in orders[order.lstrip("-")]]
    page = Paginator(rows.order_by(*fields, "pk"), per_page).get_page(query.get("page"))
    return Listing(rows=list(page.object_list), page=page, order=order, query=query)


def arranged[Row](
    rows: Sequence[Row],
    *,
    query: QueryDict,
    orders: Mapping[str, Callable[[Row], Any]],
    default: str,
    per_page: int = PER_PAGE,
) -> Listing[Row]:
    """Return one page of rows that stand in no table of their own.

    ``orders`` names the columns that sort and what each row is sorted by; rows that are alike
    keep the order in which they came.
    """
    order = query.get("sort", "")
    if order.removeprefix("-") not in orders:
        order = default
    down = order.startswith("-")
    found = sorted(rows, key=orders[order.removeprefix("-")], reverse=down)
    page = Paginator(found, per_page).get_page(query.get("page"))
    return Listing(rows=list(page.object_list), page=page, order=order, query=query)


def _ordering(field: str, *, down: bool) -> OrderBy:
    """Return the order by one field, turned round by its own minus; empty values come last."""
    turned = field.startswith("-")
    return OrderBy(F(field.removeprefix("-")), descending=down != turned, nulls_last=True)
