"""Dates in English: weekday first, 24-hour clock, week from Monday."""

DATE_FORMAT = "l j F Y"
SHORT_DATE_FORMAT = "D j M Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "l j F"
WEEKDAY_FORMAT = "l j"
SHORT_WEEKDAY_FORMAT = "D"
SHORT_MONTH_FORMAT = "M"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "l j F Y, H:i"
SHORT_DATETIME_FORMAT = "D j M Y, H:i"
FIRST_DAY_OF_WEEK = 1
