"""The pages of written procedures."""
