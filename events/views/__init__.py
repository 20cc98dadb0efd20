"""The pages of events, split by what they are for."""
