"""What the pages of trainings on request accept."""
