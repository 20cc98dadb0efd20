"""Calendars: months, files, feeds."""
