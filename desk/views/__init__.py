"""The pages, split by what they read."""
