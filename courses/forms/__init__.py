"""What the pages of courses accept."""
