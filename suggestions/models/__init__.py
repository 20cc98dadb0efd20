"""The tables of suggestions, split by noun."""
