"""Who is in a delegation, while it is named anew: who stays, who goes, who is new."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.addressees import who_speak_for
from accounts.enums import Category
from accounts.steps import By
from events import countries
from events import services as events
from events.enums import Group, InvitationState
from events.invitations import Reply, way_of
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from events.services import AlreadyRegisteredError, Naming
from meetings.delegations import Party, person_of
from meetings.models import Delegate, Delegation
from meetings.rules.delegation import Person, is_another


class TakenError(Exception):
    """That person is registered, and not for this seat; ``row`` is where."""

    def __init__(self, row: int) -> None:
        """Keep which row it is."""
        super().__init__(str(row))
        self.row = row


class Roster:
    """Who is in a delegation, while it is named anew."""

    def __init__(
        self, delegation: Delegation, party: Party, *, by: Standing, as_: By, at: datetime
    ) -> None:
        """Begin with who is in it now; under the meeting's lock."""
        self.delegation, self.party = delegation, party
        self.event: Event = delegation.event
        self.by, self.as_, self.at = by, as_, at
        self.there = list(party.people)
        self.reason = _("%(party)s has named its delegation anew.") % {"party": delegation}

    def name(self, people: Sequence[Person]) -> None:
        """Take off who is named no longer, change who stays, and name the new ones."""
        stays = [self._known(one) for one in people]
        before = [self._of_row(one) for one in people]
        self._release(one for one in self.there if one not in stays)
        emails_named = {one.email for one in people if one.email}
        self._leave_out(emails_named)
        for number, (person, known) in enumerate(zip(people, stays, strict=True), start=1):
            if known:
                self._change(known, person, order=number)
            else:
                self._name(person, order=number, replaces=before[number - 1])
        self._say_no_for_the_rest(emails_named)

    def nobody(self) -> None:
        """Take all off, and say no for all who were invited for the seat."""
        self.reason = _("%(party)s has said that nobody comes.") % {"party": self.delegation}
        self._release(self.there)
        self._leave_out(set())
        self._take_off(self._speakers())
        self._say_no_for_the_rest(set())

    def _of_row(self, person: Person) -> Delegate | None:
        return next((one for one in self.there if str(one.key) == person.key), None)

    def _known(self, person: Person) -> Delegate | None:
        """Return who that is among those in the delegation: in this row, or in any."""
        of_row = self._of_row(person)
        if of_row and not is_another(person_of(of_row), person):
            return of_row
        return next((one for one in self.there if not is_another(person_of(one), person)), None)

    def _release(self, delegates: Iterable[Delegate]) -> None:
        for one in list(delegates):
            self._take_off([one.registration])
            one.left_at = self.at
            one.save(update_fields=["left_at"])

    def _leave_out(self, named: Collection[str]) -> None:
        """Take off those who had said yes for the seat and are not named."""
        self._take_off(one for one in self.party.others if one.email not in named)

    def _speakers(self) -> RegistrationQuerySet:
        """Return who speaks for the place and has said yes without its seat."""
        speakers = [one.user for one in who_speak_for([self.party.holder], at=self.at)]
        return self.event.registrations.live().filter(
            seat=None, group=Group.PARTICIPANT, user__in=speakers
        )

    def _take_off(self, registrations: Iterable[Registration]) -> None:
        for registration in registrations:
            registration.event = self.event
            events.release_delegate(
                registration, reason=self.reason, by=self.by, as_=self.as_, at=self.at
            )

    def _change(self, delegate: Delegate, person: Person, *, order: int) -> None:
        registration = delegate.registration
        registration.event = self.event
        events.change_delegate(registration, self._naming(person), by=self.by, at=self.at)
        self._keep(delegate, person, order=order)

    def _name(self, person: Person, *, order: int, replaces: Delegate | None) -> None:
        try:
            registration = events.name_delegate(
                self.event, self._naming(person), by=self.by, at=self.at
            )
        except AlreadyRegisteredError as error:
            raise TakenError(order) from error
        delegate = Delegate(
            delegation=self.delegation,
            registration=registration,
            replaces=replaces,
            named_at=self.at,
        )
        self._keep(delegate, person, order=order)

    @staticmethod
    def _keep(delegate: Delegate, person: Person, *, order: int) -> None:
        delegate.function, delegate.is_reimbursed = person.function, person.is_reimbursed
        delegate.order = order
        delegate.save()

    def _naming(self, person: Person) -> Naming:
        state = self.delegation.member_state_id
        return Naming(
            party=str(self.delegation),
            seat=self.delegation.seat,
            country=state or countries.UNION,
            category=Category.POLICYMAKER if state else Category.OTHER,
            name=person.name,
            email=person.email,
            organisation="" if state else str(self.delegation),
            attending=way_of(person.attending, mode=self.event.mode),
            capacity=person.capacity,
        )

    def _say_no_for_the_rest(self, named: Collection[str]) -> None:
        """Answer for those who were invited for the seat, are silent, and are not named."""
        if self.delegation.seat is None:
            return
        silent = self.event.invitations.silent().filter(seat=self.delegation.seat)
        for invitation in silent.exclude(email__in=named):
            if events.may_answer(invitation, at=self.at):
                events.answer_invitation(
                    invitation,
                    reply=Reply(InvitationState.NO),
                    once=uuid4(),
                    notice=None,
                    by=self.by,
                    as_=self.as_,
                    at=self.at,
                )
