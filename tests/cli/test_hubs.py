"""What the command line says of hubs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.model import FeedState, HubSubscription
from digest.store import open_store
from tests.cli.conftest import Run

FEED = "https://a.example/feed"


def test_the_list_of_sources_says_how_each_subscription_is(run: Run, tmp_path: Path) -> None:
    """Without what only the hub may know; a feed whose hub is trusted is polled next in six hours."""
    (tmp_path / "config.yaml").write_text(f"sources: [{{url: {FEED}}}, {{url: https://b.example/feed}}]")
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    store = open_store("sqlite:///digest.db", folder=tmp_path)
    store.save_poll([FeedState(FEED, last_polled=now, next_poll=now + timedelta(minutes=30))], [], now=now)
    subscription = HubSubscription(
        FEED,
        "https://hub.example/",
        FEED,
        "t" * 43,
        "s" * 43,
        state="verified",
        lease_until=now + timedelta(days=9),
        trusted=True,
    )
    store.change_hub_subscription(None, subscription)
    store.database.engine.dispose()
    ran = run("sources", "list", "--json")
    first, second = json.loads(ran.out)
    assert second["websub"] is None
    assert first["websub"] == {
        "hub": "https://hub.example/",
        "topic": FEED,
        "state": "verified",
        "lease_until": f"{now + timedelta(days=9):%Y-%m-%d %H:%M}",
        "last_push": "",
        "trusted": True,
        "failures": 0,
        "next_try": "",
        "reason": "",
    }
    assert first["next_poll"] == f"{now + timedelta(hours=6):%Y-%m-%d %H:%M}"
    assert "t" * 43 not in ran.out
    assert "s" * 43 not in ran.out
