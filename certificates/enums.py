"""The words of certificates."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """What a certificate is worth."""

    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced")
    REVOKED = "revoked", _("Revoked")


class Verdict(TextChoices):
    """What attendance gives by the rule."""

    ELIGIBLE = "eligible", _("Eligible")
    TOO_LITTLE = "too_little", _("Too little attendance")
    UNKNOWN = "unknown", _("Attendance is not known yet")
    NOT_OVER = "not_over", _("The event is not over")
    NOTHING_COUNTS = "nothing_counts", _("No session counts")


class Stage(TextChoices):
    """How far one person at an event is on the way to a certificate."""

    READY = "ready", _("To be issued")
    UNDER_WAY = "under_way", _("Being made")
    ISSUED = "issued", _("Issued")
    CHANGED = "changed", _("Issued, changed since")
    UNDECIDED = "undecided", _("Not decided yet")
    NONE = "none", _("Gets none")
    REVOKED = "revoked", _("Revoked")


class ItemState(TextChoices):
    """Where one person's certificate of a batch is."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Issued")
    SKIPPED = "skipped", _("Had one already")
    FAILED = "failed", _("Failed")


class CorrectionState(TextChoices):
    """Where the wish for a corrected name is."""

    OPEN = "open", _("Awaiting a decision")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken_back", _("Taken back")


class Found(TextChoices):
    """What a file that somebody has checked turns out to be."""

    AS_ISSUED = "as_issued", _("This file is the certificate as it was issued")
    ANOTHER = "another", _("This file is another certificate")
    CHANGED = "changed", _("This file was changed")
    NOT_ON_RECORD = "not_on_record", _("This file is not on record")
    FOREIGN = "foreign", _("This file is not ours")
    UNKNOWN = "unknown", _("This file is not a certificate as it was issued")
    NO_PDF = "no_pdf", _("This file is no PDF")


class Step(TextChoices):
    """What moves a certificate from one state to another."""

    REPLACE = "replace", _("Replace")
    REVOKE = "revoke", _("Revoke")


class CorrectionDeed(TextChoices):
    """What moves the wish for a corrected name from one state to another."""

    GRANT = "grant", _("Grant")
    REFUSE = "refuse", _("Refuse")
    TAKE_BACK = "take_back", _("Take back")


class Deed(TextChoices):
    """What is done to certificates, as the journal words it."""

    BATCH_BEGUN = "certificates.batch_begun", _("began to issue certificates")
    BATCH_STOPPED = "certificates.batch_stopped", _("stopped issuing certificates")
    BATCH_RESUMED = "certificates.batch_resumed", _("went on issuing certificates")
    ISSUED = "certificates.issued", _("issued a certificate")
    REPLACED = "certificates.replaced", _("replaced a certificate")
    REVOKED = "certificates.revoked", _("revoked a certificate")
    DECIDED = "certificates.decided", _("decided about a certificate against the rule")
    DECISION_UNDONE = "certificates.decision_undone", _("left a certificate to the rule again")
    CORRECTION_ASKED = "certificates.correction_asked", _("asked for a corrected name")
    CORRECTION_GRANTED = "certificates.correction_granted", _("granted a corrected name")
    CORRECTION_REFUSED = "certificates.correction_refused", _("refused a corrected name")
    CORRECTION_TAKEN_BACK = (
        "certificates.correction_taken_back",
        _("no longer asked for a corrected name"),
    )
    MAILED = "certificates.mailed", _("sent a certificate again")
    ERASED = "certificates.erased", _("erased the name on a certificate")
    FILE_TAKEN = "certificates.file_taken", _("took a certificate out")
    TAKEN_OUT = "certificates.taken_out", _("took certificates out as one file")
