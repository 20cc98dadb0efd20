"""The words of people and seats."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a mandate lets a person be."""

    NR = "nr", _("National Representative")
    SUBSTITUTE = "substitute", _("Substitute")
    CONTACT_POINT = "contact_point", _("Contact point")
    PRESIDENCY = "presidency", _("Presidency team")
    OBSERVER = "observer", _("Observer")
    SECRETARIAT = "secretariat", _("Secretariat")
    ADMINISTRATOR = "administrator", _("Administrator")


FOR_A_STATE = frozenset({Role.NR, Role.SUBSTITUTE, Role.CONTACT_POINT, Role.PRESIDENCY})
FOR_AN_ORGANISATION = frozenset({Role.OBSERVER})
FOR_THE_NETWORK = frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR})
SPEAKS_FOR_THE_SEAT = frozenset({Role.NR, Role.SUBSTITUTE})
NEEDS_SECOND_FACTOR = FOR_THE_NETWORK


class Visibility(TextChoices):
    """Who may know that something exists."""

    PUBLIC = "public", _("Public")
    NETWORK = "network", _("Members of the Network")
    BODY = "body", _("Members of the body")
    ATTENDEES = "attendees", _("By invitation")
    RESTRICTED = "restricted", _("Restricted")


class Category(TextChoices):
    """The target groups of the Network's work."""

    POLICYMAKER = "policymaker", _("Policymaker")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    POLICE = "police", _("Police")
    PRACTITIONER = "practitioner", _("Front-line practitioner")
    LOCAL_AUTHORITY = "local_authority", _("Local authority")
    RESEARCHER = "researcher", _("Researcher")
    OTHER = "other", _("Other")


class CalendarBy(TextChoices):
    """How dates reach a person."""

    FEED = "feed", _("In my calendar feed")
    MAIL = "mail", _("As invitations by mail")
    BOTH = "both", _("Both")


class OrganisationKind(TextChoices):
    """What an organisation is."""

    MINISTRY = "ministry", _("Ministry")
    COMMISSION = "commission", _("European Commission")
    AGENCY = "agency", _("EU agency")
    COUNCIL = "council", _("Crime prevention council")
    NGO = "ngo", _("Non-governmental organisation")
    INTERNATIONAL = "international", _("International organisation")
    OTHER = "other", _("Other")


class HolidayCalendar(TextChoices):
    """Whose days off count."""

    BE = "BE", _("Belgium")
    EUI = "EUI", _("Institutions of the European Union")


class Certainty(TextChoices):
    """How sure a date of the reference data is."""

    VERIFIED = "verified", _("Verified")
    UNVERIFIED = "unverified", _("Not verified")


class Deed(TextChoices):
    """What is done to people and seats, as the journal words it."""

    ACCOUNT_MADE = "accounts.account_made", _("got an account by signing in with a known address")
    USER_INVITED = "accounts.user_invited", _("invited a person to an account")
    USER_CHANGED = "accounts.user_changed", _("changed a person's details")
    USER_CLOSED = "accounts.user_closed", _("closed an account")
    USER_REOPENED = "accounts.user_reopened", _("reopened an account")
    USER_ERASED = "accounts.user_erased", _("erased whom an account names")
    PEOPLE_TAKEN = "accounts.list_taken", _("took the list of people out")
    PROFILE_CHANGED = "accounts.profile_changed", _("changed the own profile")
    MANDATE_GIVEN = "accounts.mandate_given", _("gave a mandate")
    MANDATE_CHANGED = "accounts.mandate_changed", _("changed a mandate's period")
    MANDATE_ENDED = "accounts.mandate_ended", _("ended a mandate")
    BODY_CHANGED = "accounts.body_changed", _("changed a body")
    SEAT_GIVEN = "accounts.seat_given", _("gave a seat")
    SEAT_CHANGED = "accounts.seat_changed", _("changed a seat")
    ORGANISATION_ADDED = "accounts.organisation_added", _("added an organisation")
    ORGANISATION_CHANGED = (
        "accounts.organisation_changed",
        _("changed the address of an organisation"),
    )
    REFERENCE_LOADED = "accounts.reference_loaded", _("loaded the reference data")
    TERM_ADDED = "accounts.term_added", _("added a Presidency term")
    TERM_CHANGED = "accounts.term_changed", _("changed a Presidency term")
    HOLIDAY_ADDED = "accounts.holiday_added", _("added a holiday")
    HOLIDAY_CHANGED = "accounts.holiday_changed", _("changed a holiday")
    HOLIDAY_REMOVED = "accounts.holiday_removed", _("removed a holiday")
    RIGHT_GIVEN = "accounts.right_given", _("gave a right")
    RIGHT_TAKEN = "accounts.right_taken", _("took a right away")
    NOTICE_PUBLISHED = "accounts.notice_published", _("published a privacy notice")
    SIGNED_IN = "accounts.signed_in", _("signed in")
    SIGN_IN_FAILED = "accounts.sign_in_failed", _("failed to sign in")
    SIGN_IN_CHANGED = "accounts.sign_in_changed", _("changed how the own account is signed in to")
