"""Putting it on a machine."""
