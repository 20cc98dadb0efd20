"""What the command line can do with a work programme."""
