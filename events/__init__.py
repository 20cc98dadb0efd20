"""Whatever has a date and people: meetings, seminars, webinars, trainings."""
