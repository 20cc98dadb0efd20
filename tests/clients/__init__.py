"""Calendar programs as readers of what we publish: each gives the same readings."""
