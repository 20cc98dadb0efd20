"""What the pages of calendars accept."""
