"""What the database refuses of a decision."""

import pytest
from django.db import IntegrityError

from decisions.models import Decision
from tests.factories.decisions import decision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


@pytest.mark.parametrize("visibility", ["attendees", "restricted", ""])
def test_a_decision_is_seen_by_all_the_network_or_the_body(visibility):
    decision()

    with pytest.raises(IntegrityError, match="decision_is_seen_by_all_the_network_or_the_body"):
        Decision.objects.update(visibility=visibility)
