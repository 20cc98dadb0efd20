"""The tables of meetings, split by noun."""
