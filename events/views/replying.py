"""Taking an answer to an invitation, wherever its form stands: one way for all three pages."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from accounts.http import Request
from accounts.models import Notice
from accounts.steps import By
from events import asking, blocked, refusals, services
from events.enums import COMES, LIVE, Attending, InvitationState, Mode
from events.forms.reply import NO, SUBSTITUTE, YES, ReplyForm
from events.invitations import meant
from events.models import Invitation, Registration
from events.rules import NotNowError


def _why_not(refused: services.NoPlaceError | services.AnotherPersonError) -> tuple[str, str]:
    """Return a field of the form, and why what stands in it cannot be."""
    if isinstance(refused, services.NoPlaceError):
        return "answer", blocked.why(refused.obstacle)
    return "name", refusals.another_person()


class Replying:
    """One invitation and the form that answers it."""

    def __init__(self, request: Request, invitation: Invitation, *, as_: By) -> None:
        """Fill the form in with what is known, and with the answer that a link preselects."""
        self.request, self.invitation, self.as_ = request, invitation, as_
        # The yes of an institution for somebody else is that person's to change.
        self.is_named = as_ != By.SECRETARIAT and invitation.names_another
        self.notice = None
        if as_ != By.SECRETARIAT and not self.is_named:
            self.notice = Notice.objects.in_force(request.at)
        self.is_posted = request.method == "POST"
        self.form = ReplyForm(
            request.POST if self.is_posted else None,
            invitation=invitation,
            notice=self.notice,
            asking=self._asking(),
            files=request.FILES if self.is_posted else None,
            initial=self._known(),
            may_come=not self.is_named,
        )

    def _asking(self) -> asking.Asking:
        """Return what is asked beside who comes.

        Only the person sees what was answered on diet, access and identity: who answers for
        somebody is neither shown nor asked it.
        """
        invitation = self.invitation
        if self.is_named:
            return asking.NOTHING_MORE
        event, own = invitation.event, invitation.registration
        places = services.places_of(event)
        taken = services.held(event, places=places) if places.are_limited else {}
        if own and own.state not in LIVE:
            own = None
        if own:
            own.event = event
        left = asking.places_left(places, taken, own=services.wish_of(own) if own else None)
        if self.as_ != By.PERSON or (own and own.email != invitation.email):
            found = asking.of_the_secretariat(event, left=left, registration=own)
        elif own:
            return asking.of_registration(own, left=left)
        else:
            found = asking.of_event(event, left=left)
        return replace(found, groups=(), group=own.group if own else invitation.group)

    def _known(self) -> dict[str, Any]:
        """Return what is known of the person, by the names of the form's fields."""
        invitation = self.invitation
        own = invitation.registration
        if self.as_ != By.SECRETARIAT and own and own.email != invitation.email:
            own = None  # whom an institution named tells the rest alone
        known = _last_told(invitation.email, own) | self._chosen()
        if invitation.kind != "organisation":
            known["name"] = invitation.name or known.get("name", "")
        else:
            known.setdefault("email", invitation.email)
            known.setdefault("organisation", invitation.invited_for)
        seat = invitation.seat
        if seat and seat.member_state_id:
            known.setdefault("country", seat.member_state_id)
        elif seat and seat.organisation:
            known.setdefault("organisation", seat.organisation.name)
        stand_in = invitation.stand_ins.standing().first()
        if stand_in:
            known |= {"substitute_name": stand_in.name, "substitute_email": stand_in.email}
        return known

    def _chosen(self) -> dict[str, Any]:
        """Return the answer that stands preselected: that of the link, else the one given."""
        event, state = self.invitation.event, self.invitation.state
        chosen = meant(self.request.GET.get("answer", ""), mode=event.mode)
        if not chosen and state != InvitationState.SILENT:
            chosen = state
        if chosen in COMES:
            return {"answer": YES, "mode": chosen}
        if self.request.GET.get("answer") == YES and event.mode == Mode.HYBRID:
            return {"answer": YES}
        if chosen in {NO, SUBSTITUTE}:
            return {"answer": chosen, "note": self.invitation.answer_note}
        return {}

    def is_done(self) -> bool:
        """Take the answer where one was posted; return whether it was, else the form says why."""
        if self.is_posted and self.is_named and self.request.POST.get("answer") == YES:
            return True  # sent twice: it is recorded, and the person named has the letter
        if not self.is_posted or not self.form.is_valid():
            return False
        form = self.form
        try:
            services.answer_invitation(
                self.invitation,
                reply=form.reply(),
                once=form.cleaned_data["once"],
                notice=self.notice,
                by=self.request.standing,
                as_=self.as_,
                at=self.request.at,
                **form.more_said(),
            )
        except services.InvitedAlreadyError:
            form.add_error("substitute_email", _("That person is invited or registered already."))
        except services.TooManyNamedError:
            form.add_error(
                "substitute_email",
                _("So many people were named already that the organisers must do it."),
            )
        except services.PassedOnError as passed:
            form.add_error(
                "answer",
                _("%(name)s comes in this place by now. To change that, write to the organisers.")
                % {"name": passed.stand_in},
            )
        except (services.NoPlaceError, services.AnotherPersonError) as refused:
            form.add_error(*_why_not(refused))
        except services.RegistrationClosedError:
            form.add_error(
                "answer", _("Registration has closed: only the organisers can still add somebody.")
            )
        except services.AlreadyRegisteredError:
            form.add_error(
                "email" if form.asks_who_comes else None,
                _("A registration stands under this address already: open it from the list."),
            )
        except (services.FormUsedError, services.TooManyError):
            form.add_error(None, _("This form was used before. Reload the page and answer anew."))
        except NotNowError:
            form.add_error(
                "answer", _("This can no longer be answered so. Write to the organisers.")
            )
        else:
            return True
        return False

    @property
    def status(self) -> int:
        """The status of the page with the form."""
        return 422 if self.is_posted else 200

    def context(self) -> dict[str, Any]:
        """Return what the form's part of a page shows."""
        form = self.form
        return {
            "form": form,
            "more": form.more,
            "notice": self.notice,
            "on_behalf": self.as_ == By.SECRETARIAT,
            "coming": [
                form[name]
                for name in ("name", "email", "organisation", "country", "category", "mode")
                if name in form.fields and not self.is_named
            ],
            "standing_in": [
                form[name]
                for name in ("substitute_name", "substitute_email")
                if name in form.fields
            ],
        }


def _last_told(email: str, own: Registration | None) -> dict[str, Any]:
    """Return what the person told with the latest registration, for this event or another."""
    if own is None:
        rows = Registration.objects.filter(email=email)
        own = rows.order_by("-registered_at", "-pk").first()
    if own is None:
        return {}
    return {
        "name": own.name,
        "email": own.email,
        "organisation": own.organisation,
        "country": own.country,
        "category": own.category,
        "mode": own.attending or Attending.IN_PERSON,
    }
