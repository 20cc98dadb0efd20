"""The people of the small house by role, and what the words in addresses stand for."""

from dataclasses import dataclass, field

from django.utils import timezone

from accounts import access
from accounts.days import network_day
from accounts.enums import Role
from accounts.models import Holiday, MemberState, Notice, Organisation, PresidencyTerm, Seat, User
from accounts.services.reference import COMMISSION
from tests.factories.accounts import MandateFactory, UserFactory

NAMES = {
    "attendee": "Ānna Kalniņa",
    "nr": "Mārtiņš Ozols",
    "substitute": "Ελένη Παπαδοπούλου",
    "presidency": "Siobhán Ní Bhriain",
    "secretariat": "Петя Димитрова",
    "commission": "Giulia Rossi",
    "trainer": "Jürgen Müller-Lüdenscheidt",
    "administrator": "Zoë Ångström",
}


@dataclass
class World:
    """The people by role, and what the words in addresses stand for."""

    people: dict[str, User | None] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    mark: str = ""

    def word(self, name: str) -> str:
        """What a word of an address stands for here; a word unknown stands for itself."""
        return self.words.get(name, name)

    def standing(self, role: str) -> access.Standing:
        """The standing of a role's person now."""
        return access.standing(self.people[role], timezone.now())


def add_people(world: World) -> None:
    today = network_day(timezone.now())
    presides = PresidencyTerm.objects.on(today).member_state
    state = MemberState.objects.exclude(pk=presides.pk).get(
        pk="LV" if presides.pk != "LV" else "EE"
    )
    mandates = {
        "nr": {"role": Role.NR, "member_state": state},
        "substitute": {"role": Role.SUBSTITUTE, "member_state": state},
        "presidency": {"role": Role.PRESIDENCY, "member_state": presides},
        "secretariat": {"role": Role.SECRETARIAT},
        "commission": {
            "role": Role.OBSERVER,
            "organisation": Organisation.objects.get(name=COMMISSION),
        },
        "administrator": {"role": Role.ADMINISTRATOR},
    }
    world.people["visitor"] = None
    for role, name in NAMES.items():
        user = UserFactory(
            name=name + world.mark, email=f"{role}@example.eu", password="Correct horse battery"
        )
        world.people[role] = user
        if role in mandates:
            mandate = MandateFactory(user=user, **mandates[role])
            world.words[f"mandate of {role}"] = str(mandate.pk)
        world.words[f"person {role}"] = str(user.key)
    gone = UserFactory(name=f"Left Long-Ago{world.mark}", email="gone@example.eu")
    User.objects.filter(pk=gone.pk).update(is_active=False, closed_at=timezone.now())
    holiday = Holiday.objects.filter(date__gt=today).first() or Holiday.objects.last()
    world.words |= {
        "person gone": str(gone.key),
        "state": state.pk,
        "presides": presides.pk,
        "seat": str(Seat.objects.filter(body="BOARD").first().pk),
        "observer place": f"o{Seat.objects.get(body='BOARD', votes=False).organisation_id}",
        "term": str(PresidencyTerm.objects.on(today).pk),
        "first day of term": PresidencyTerm.objects.on(today).starts.isoformat(),
        "first day of own term": PresidencyTerm.objects.filter(member_state=state, ends__gte=today)
        .earliest("starts")
        .starts.isoformat(),
        "holiday": str(holiday.pk),
        "notice": Notice.objects.in_force(timezone.now()).version,
        "nobody": "00000000-0000-4000-8000-000000000000",
        "provider": "none",
    }
