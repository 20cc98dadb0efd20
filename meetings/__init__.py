"""A body meets: convened in time, attended by seats, minuted."""
