"""A build runs without the collector of cycles."""

from __future__ import annotations

import gc

import pytest

from digest.app.collector import without_cycle_collection


def test_the_collector_is_off_inside_and_as_before_afterwards() -> None:
    """An error changes nothing of that."""
    assert gc.isenabled()
    with pytest.raises(ValueError, match="faulty"):
        _fail()
    assert gc.isenabled()
    gc.disable()
    try:
        with without_cycle_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def _fail() -> None:
    with without_cycle_collection():
        assert not gc.isenabled()
        raise ValueError("faulty")
