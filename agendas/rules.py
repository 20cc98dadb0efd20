"""Where an agenda and its items may go; pure."""

from types import MappingProxyType

from accounts.steps import By, Step, Table
from agendas.enums import AgendaDeed, AgendaState, ItemDeed, ItemState

_PREPARERS = frozenset({By.SECRETARIAT, By.PRESIDENCY})

AGENDA: Table = MappingProxyType(
    {
        AgendaState.PREPARING: {
            AgendaDeed.CIRCULATE: Step(AgendaState.CIRCULATED, _PREPARERS),
        },
        AgendaState.CIRCULATED: {
            AgendaDeed.CIRCULATE: Step(AgendaState.CIRCULATED, _PREPARERS),
            AgendaDeed.ADOPT: Step(AgendaState.ADOPTED, _PREPARERS),
        },
        AgendaState.ADOPTED: {},
    }
)

ITEM: Table = MappingProxyType(
    {
        ItemState.OPEN: {
            ItemDeed.STRIKE: Step(ItemState.STRUCK, _PREPARERS),
            ItemDeed.WRITE: Step(ItemState.IN_WRITING, frozenset({By.SECRETARIAT})),
        },
        ItemState.IN_WRITING: {
            ItemDeed.BRING_BACK: Step(ItemState.OPEN, frozenset({By.SECRETARIAT, By.CLOCK})),
        },
        ItemState.STRUCK: {
            ItemDeed.RESTORE: Step(ItemState.OPEN, _PREPARERS),
        },
    }
)
