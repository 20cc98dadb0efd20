"""The pages of suggestions."""
