"""What follows from the facts of a meeting; pure."""
