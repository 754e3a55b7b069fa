"""One newsroom for all tests of the folder: it is only read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.sample.newsroom import Newsroom, load_newsroom


@pytest.fixture(scope="session")
def newsroom() -> Newsroom:
    return load_newsroom(datetime(2026, 3, 4, 6, 0, tzinfo=UTC))
