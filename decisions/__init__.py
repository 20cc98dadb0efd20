"""One register of what the bodies decided, in a meeting or in writing."""
