"""The tables of suggestions, split by noun."""

from suggestions.models.call import Call, StateAnswer
from suggestions.models.suggestion import Suggestion

__all__ = ["Call", "StateAnswer", "Suggestion"]
