"""A config file -> a poll of it, at once where the last poll remembered what the config says."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from digest.app.clock import utc_now
from digest.app.plan_memory import contents_of, remember_plan, remembered_plan
from digest.app.poller import Poller
from digest.ports import Clock
from digest.store import open_store
from digest.store.poll import open_poll_store


def open_poller(config_file: Path, *, clock: Clock = utc_now) -> Poller:
    """What a poll of this config is made of; quickly, when neither config nor schema changed. Raises ConfigError."""
    plan = remembered_plan(config_file)
    if plan is not None:
        whole = partial(open_store, plan.store, folder=config_file.parent)
        store = open_poll_store(plan.store, folder=config_file.parent, open_whole=whole)
        if store is not None:
            return Poller(plan, store, clock)
    from digest.app.application import open_app  # noqa: PLC0415 - it reads and checks the config, which takes long

    before = contents_of(config_file)
    app = open_app(config_file, clock=clock)
    contents = contents_of(config_file, app.lists)
    poller = app.poller
    # What hubs tell is in the whole store: a site that they reach polls through that.
    if app.hubs is None and before and contents and before.made_of == contents.made_of:
        remember_plan(poller.plan, config_file, contents)
    return poller
