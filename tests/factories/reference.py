"""The reference data of the product, for tests of what needs all 27 states."""

from datetime import UTC, datetime

from accounts.services import load_reference_data

LOADED_AT = datetime(2024, 1, 1, tzinfo=UTC)


def load_reference() -> dict[str, int]:
    """Lay out states, terms, holidays, bodies and the privacy notice."""
    return load_reference_data(at=LOADED_AT)
