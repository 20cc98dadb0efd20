"""Who may teach what, in which language, and when."""
