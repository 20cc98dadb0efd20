"""What the pages of certificates accept."""
