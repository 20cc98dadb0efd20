"""What the Network has set out to do."""
