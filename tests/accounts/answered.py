"""What a page answered: its messages, its errors; and a day as its form takes it."""

from datetime import date


def day(name: str, on: date | None) -> dict[str, object]:
    """Return a day by the names of its three boxes."""
    parts = (on.day, on.month, on.year) if on else ("", "", "")
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


def said(response) -> list[str]:
    """Return the messages above the page."""
    return [str(message) for message in response.context["messages"]]


def errors(response) -> dict[str, list[str]]:
    """Return what a refused form says, by field."""
    assert response.status_code == 422
    return {
        name: [str(error) for error in found]
        for name, found in response.context["form"].errors.items()
    }
