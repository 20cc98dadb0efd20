"""What the pages of trainers accept."""
