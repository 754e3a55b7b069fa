"""The signature of a push."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from digest.intake.signature import METHODS, is_signed

BODY, SECRET = b"<feed/>", "s" * 64


def signature(method: str, body: bytes = BODY, secret: str = SECRET) -> str:
    return f"{method}={hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()}"


@pytest.mark.parametrize("method", sorted(METHODS))
def test_each_method_of_the_recommendation_is_known(method: str) -> None:
    """And each tells another body and another secret."""
    assert is_signed(BODY, signature(method), secret=SECRET)
    assert is_signed(BODY, signature(method).upper(), secret=SECRET)
    assert not is_signed(BODY + b" ", signature(method), secret=SECRET)
    assert not is_signed(BODY, signature(method, secret="other"), secret=SECRET)


@pytest.mark.parametrize("given", ["", "sha256", "sha256=", "md5=" + "0" * 32, "=" + "0" * 64, "new=x", "sha256=é",
                                   signature("sha256")[:-1], signature("sha256").partition("=")[2]])  # fmt: skip
def test_what_is_no_signature_is_none(given: str) -> None:
    """Missing, cut short, of a method that is broken or not named."""
    assert not is_signed(BODY, given, secret=SECRET)
