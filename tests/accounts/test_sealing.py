import pytest
from cryptography.fernet import InvalidToken
from django.test import override_settings

from accounts import sealing


def test_what_is_sealed_can_be_opened_and_not_be_read():
    sealed = sealing.sealed("JBSWY3DPEHPK3PXP")

    assert sealing.opened(sealed) == "JBSWY3DPEHPK3PXP"
    assert "JBSWY3DPEHPK3PXP" not in sealed


def test_a_seal_outlives_a_change_of_key_as_long_as_the_old_one_is_a_fallback():
    with override_settings(SECRET_KEY="old" * 20):
        sealed = sealing.sealed("seed")

    with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=["old" * 20]):
        assert sealing.opened(sealed) == "seed"
    with override_settings(SECRET_KEY="new" * 20), pytest.raises(InvalidToken):
        sealing.opened(sealed)
