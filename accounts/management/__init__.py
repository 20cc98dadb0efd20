"""What the command line can do about people and seats."""
