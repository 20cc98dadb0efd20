"""Pieces of the pages of meetings."""
