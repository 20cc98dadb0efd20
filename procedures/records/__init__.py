"""The record of a procedure: taken out whole, and checked, from a file or from the tables.

The format is described in ``docs/record-format.md``. Everything that the outcome follows from
stands in the entries, so that it can be worked out again from them alone.
"""

from procedures.records.checks import Finding, ballots_from, check
from procedures.records.file import FORMAT, NotClosedError, file_of, record_of
from procedures.records.tables import check_ledger, check_stored

__all__ = [
    "FORMAT",
    "Finding",
    "NotClosedError",
    "ballots_from",
    "check",
    "check_ledger",
    "check_stored",
    "file_of",
    "record_of",
]
