"""The tables of suggestions, split by noun."""

from suggestions.models.call import Answer, Call
from suggestions.models.suggestion import Suggestion

__all__ = ["Answer", "Call", "Suggestion"]
