"""Every deed leaves one line that nobody can change, and things get numbers that never repeat."""
