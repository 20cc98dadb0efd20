"""The forms of suggestions."""
