"""What the Presidency asks the Board for, who answered, and what came of it."""
