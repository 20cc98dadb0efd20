"""The shipped programme, and the Member States it names."""

from pathlib import Path

import pytest

from programme.reading import ProgrammeRead, read
from tests.factories.accounts import MemberStateFactory

DATA = Path(__file__).parents[2] / "programme" / "data"
HEAD = DATA / "work_programme_2024.toml"
TASKS = DATA / "work_programme_2024.csv"


@pytest.fixture
def shipped() -> ProgrammeRead:
    return read(
        HEAD.read_bytes(), tasks=TASKS.read_bytes(), states={"BE"}, names=("HEAD.toml", "TASKS.csv")
    )


@pytest.fixture
def belgium(db):
    return MemberStateFactory(code="BE", name="Belgium", order=1)
