"""What is done to certificates: one function, one deed, one transaction."""

from certificates.services.batches import begin_batch, job_of, resume_batch, stop_batch
from certificates.services.corrections import (
    ask_correction,
    decide_correction,
    take_back_correction,
)
from certificates.services.decisions import override, undo_override
from certificates.services.erasure import erase_traces, forget_holder
from certificates.services.issuing import issue_due
from certificates.services.notes import take_file, take_out
from certificates.services.refusals import RefusedError
from certificates.services.sweeping import sweep
from certificates.services.versions import mail_again, replace, revoke, settle_cancelled

__all__ = [
    "RefusedError",
    "ask_correction",
    "begin_batch",
    "decide_correction",
    "erase_traces",
    "forget_holder",
    "issue_due",
    "job_of",
    "mail_again",
    "override",
    "replace",
    "resume_batch",
    "revoke",
    "settle_cancelled",
    "stop_batch",
    "sweep",
    "take_back_correction",
    "take_file",
    "take_out",
    "undo_override",
]
