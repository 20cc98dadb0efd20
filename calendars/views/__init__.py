"""The pages and files of calendars, split by what they are for."""
