"""Every address there is, and what each role is answered there.

An address nobody has entered here fails the matrix by its name. The words after an address say
what stands in it: ``slug="event draft"`` is the slug of the draft in ``world``.
"""

from tests.journeys.pages.agendas import OF_AGENDA_PAPERS, OF_AGENDAS
from tests.journeys.pages.attendance import OF_ATTENDANCE, OF_FEEDBACK
from tests.journeys.pages.certificates import OF_CERTIFICATES, OF_CHECKING
from tests.journeys.pages.documents import OF_DOCUMENTS
from tests.journeys.pages.events import EVENTS, OF_KINDS, OF_SERIES, OF_SESSIONS
from tests.journeys.pages.house import DECISIONS, HOUSE, PROGRAMME, SIGNING_IN
from tests.journeys.pages.invitations import OF_INVITATIONS, OF_MAILINGS
from tests.journeys.pages.meetings import OF_DELEGATIONS, OF_MEETINGS
from tests.journeys.pages.people import DESK, PEOPLE
from tests.journeys.pages.procedures import OF_PROCEDURES
from tests.journeys.pages.registrations import OF_PLACES, OF_REGISTRATIONS, OF_STATES
from tests.journeys.pages.suggestions import OF_SUGGESTIONS
from tests.journeys.pages.trainings import OF_TRAININGS

PAGES = [
    *HOUSE,
    *SIGNING_IN,
    *PEOPLE,
    *PROGRAMME,
    *DECISIONS,
    *OF_PROCEDURES,
    *OF_TRAININGS,
    *OF_SUGGESTIONS,
    *EVENTS,
    *OF_SERIES,
    *OF_SESSIONS,
    *OF_ATTENDANCE,
    *OF_FEEDBACK,
    *OF_CERTIFICATES,
    *OF_CHECKING,
    *OF_KINDS,
    *OF_STATES,
    *OF_REGISTRATIONS,
    *OF_PLACES,
    *OF_INVITATIONS,
    *OF_DELEGATIONS,
    *OF_MEETINGS,
    *OF_AGENDAS,
    *OF_AGENDA_PAPERS,
    *OF_MAILINGS,
    *OF_DOCUMENTS,
    *DESK,
]
