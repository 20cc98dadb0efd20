"""The calendar format: entries in, bytes out; pure, no Django, no clock."""
