"""What the pages of events accept."""
