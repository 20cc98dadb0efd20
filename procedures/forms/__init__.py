"""What the pages of written procedures accept."""
