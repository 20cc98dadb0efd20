"""What is done to courses: one function, one deed, one transaction."""

from courses.services.reference import lay_out_courses

__all__ = ["lay_out_courses"]
