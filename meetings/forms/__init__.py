"""The forms of meetings of bodies."""
