"""Makers of valid, dull rows."""
