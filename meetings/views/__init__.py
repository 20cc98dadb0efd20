"""The pages of meetings of bodies."""
