"""Commands of written procedures."""
