"""Every date, in the calendar people already use."""
