"""The token of a certificate is worked out, long, and kept as a hash alone."""

import pytest
from django.forms.models import model_to_dict

from certificates import links
from tests.certificates.training import participant, training
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db


def test_a_token_leads_to_its_certificate_and_is_not_stored():
    event = training()
    one, other = (certificate(participant(event)) for _ in range(2))

    token = links.token_of(one)

    assert (links.found(token), links.found(links.token_of(other))) == (one, other)
    assert (len(token.replace("-", "")), token in str(model_to_dict(one))) == (28, False)
    assert links.address(one).endswith(f"/verify/{token}/")


@pytest.mark.parametrize("token", ["", "x", "é" * 32, "\ud800"])
def test_a_strange_token_leads_nowhere(token):
    certificate(participant())

    assert links.found(token) is None


def test_a_token_is_found_however_it_is_typed():
    one = certificate(participant())
    token = links.token_of(one)

    for typed in (token.lower(), token.replace("-", ""), token.replace("0", "O")):
        assert (links.found(typed), links.canonical(typed)) == (one, token)


def test_what_is_only_claimed_is_not_found():
    one = certificate(participant(), made=False)

    assert links.found(links.token_of(one)) is None
