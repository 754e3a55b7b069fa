"""Subscriptions at hubs from the first poll to the end, and polling as the fallback; all servers are real."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from digest.app.hubs import subscribe_to_hubs
from digest.intake.polling import Eagerness
from digest.intake.websub import DENIED_REST, FALLBACK_EVERY
from tests.intake.web import plain
from tests.pipeline.fakes import StillClock, Tally
from tests.web.hub import run_hub
from tests.web.place import HALF_AN_HOUR, START, Place, pushed_site

# --- subscribing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("habit", ["verify", "verify first"])
def test_a_poll_finds_the_hub_and_the_hub_verifies_us(place: Place, habit: str) -> None:
    """Some hubs verify before they answer the request."""
    place.hub.habit = habit  # type: ignore[assignment]
    place.publish("old")
    assert place.poll() == 1
    assert place.subscription.state == "offered"
    assert place.ask_hubs() == 1
    found = place.subscription
    assert (found.state, found.hub, found.topic) == ("verified", place.hub.address, place.topic)
    assert (found.lease_until, found.failures) == (START + timedelta(seconds=place.hub.lease), 0)
    (form,) = place.hub.asked
    assert form["hub.callback"] == place.callback
    assert form["hub.secret"] == found.secret != found.token
    assert len(found.token) >= 22  # 128 bits in base64
    assert found.token not in repr(found)
    assert found.secret not in repr(found)
    assert place.ask_hubs() == 0


def test_link_headers_are_believed_before_the_body(place: Place) -> None:
    """WebSub 4."""
    links = f'<{place.hub.address}>; rel="hub", <{place.web.url("/from-header")}>; rel="self"'
    body = place.document("old", hubs=[{"type": "WebSub", "url": "http://127.0.0.1:9/"}])
    place.web.answers["/feed"] = plain(body, headers={"Link": links})
    place.poll()
    assert (place.subscription.hub, place.subscription.topic) == (place.hub.address, place.web.url("/from-header"))


def test_a_hub_at_a_private_address_is_refused(place: Place) -> None:
    """A feed must not make us post to a machine that only we can reach."""
    with run_hub(host="127.0.0.2") as inside:
        place.web.answers["/feed"] = plain(place.document("old", hubs=[{"type": "WebSub", "url": inside.address}]))
        place.poll()
        assert place.ask_hubs() == 1
        assert inside.asked == []
    assert place.subscription.state == "failed"
    assert place.subscription.reason.startswith("127.0.0.2 is a private address")


def test_a_hub_that_fails_is_asked_again_later(place: Place) -> None:
    """And the feed is polled as if there were no hub."""
    place.publish("old")
    place.poll()
    place.hub.habit = "refuse"
    assert place.ask_hubs() == 1
    assert (place.subscription.state, place.subscription.reason) == ("failed", "the hub answers 500")
    assert place.ask_hubs() == 0
    place.clock.move(minutes=11)
    place.hub.habit = "verify"
    assert place.ask_hubs() == 1
    assert place.subscription.state == "verified"


def test_a_denial_holds_for_a_week(place: Place) -> None:
    """Then the hub may have changed its mind."""
    place.publish("old")
    place.poll()
    place.hub.habit = "deny"
    place.ask_hubs()
    assert (place.subscription.state, place.subscription.reason) == ("denied", "subscribers only")
    place.clock.move(days=DENIED_REST.days, seconds=-1)
    assert place.ask_hubs() == 0
    place.clock.move(seconds=1)
    place.hub.habit = "verify"
    assert place.ask_hubs() == 1
    assert place.subscription.state == "verified"


def test_a_subscription_is_renewed_before_its_lease_ends(place: Place) -> None:
    """Under the same token, and alive all the while."""
    before = place.subscribe()
    place.clock.move(days=7)
    assert place.ask_hubs() == 0
    place.clock.move(hours=13)
    assert place.ask_hubs() == 1
    after = place.subscription
    assert after.lease_until == place.clock.now + timedelta(days=10)
    assert (after.token, after.state, len(place.hub.subscribers)) == (before.token, "verified", 1)


def test_a_lease_that_nobody_renews_runs_out(place: Place) -> None:
    """The feed is polled again as before, and the hub asked again now and then."""
    place.subscribe()
    place.pushed("old", "new")
    place.hub.habit = "silent"
    place.clock.move(days=8)
    assert place.ask_hubs() == 1
    assert place.subscription.state == "verified"
    place.clock.move(days=2)
    place.ask_hubs()
    assert (place.subscription.state, place.subscription.trusted) == ("requested", False)
    assert place.poll() == 1
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 1


def test_the_hub_of_a_removed_source_is_told(place: Place, tmp_path: Path) -> None:
    """It confirms, and its pushes find nobody any more."""
    place.subscribe()
    callback = place.callback
    without = pushed_site(tmp_path, place.clock, feed="http://127.0.0.1:9/other")
    assert subscribe_to_hubs(without).asked == 1
    place.hub.settle()
    assert place.hub.asked[-1]["hub.mode"] == "unsubscribe"
    assert place.hub.subscribers == {}
    assert place.app.store.hub_subscriptions() == {}
    assert place.hub.push(callback, b"{}", {}) == 404


def test_websub_can_be_switched_off(place: Place, tmp_path: Path) -> None:
    """What was subscribed is ended, and polls learn of no hubs."""
    place.subscribe()
    off = pushed_site(tmp_path, place.clock, feed=place.feed, websub="off")
    assert off.hubs is None
    assert subscribe_to_hubs(off).asked == 1
    place.hub.settle()
    place.clock.move(hours=1)
    off.poller.poll(eagerness=Eagerness.DUE, progress=Tally())
    assert off.store.hub_subscriptions() == {}


@pytest.mark.parametrize(
    "site", ["http://127.0.0.1:8025", "http://localhost", "https://10.1.2.3", "https://desk.local"]
)
def test_a_site_that_no_hub_can_reach_asks_none(tmp_path: Path, site: str) -> None:
    """Its callbacks would lead nowhere."""
    assert pushed_site(tmp_path, StillClock(START), feed="https://a.example/f", site=site).hubs is None


# --- polling as the fallback -------------------------------------------------------------------------------


def test_a_hub_is_trusted_when_it_has_sent_something(place: Place) -> None:
    """Then its feed is asked every six hours, unless a person asks."""
    place.subscribe()
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 1
    place.publish("old", "new")
    place.pushed("old", "new")
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 0
    assert place.poll(Eagerness.NOW) == 1
    place.clock.move(seconds=FALLBACK_EVERY.total_seconds() - 1)
    assert place.poll() == 0
    place.clock.move(seconds=1)
    assert place.poll() == 1
    assert place.subscription.trusted


def test_a_hub_that_keeps_news_to_itself_is_not_trusted_until_it_speaks_again(place: Place) -> None:
    """The fallback finds an entry that was not pushed."""
    place.subscribe()
    place.pushed("old", "new")
    place.publish("old", "new", "newer")
    place.clock.move(hours=7)
    assert place.poll() == 1
    assert (place.subscription.state, place.subscription.trusted) == ("verified", False)
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 1
    place.pushed("newer")
    place.clock.move(**HALF_AN_HOUR)
    assert place.poll() == 0
