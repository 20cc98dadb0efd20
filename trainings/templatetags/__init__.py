"""What pages of events show of the course that they deliver."""
