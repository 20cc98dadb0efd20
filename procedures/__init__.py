"""The Board decides without meeting."""
