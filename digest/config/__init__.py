"""config.yaml -> checked values.

In comes a YAML file written by a person; out goes one frozen `Settings`, or a `ConfigError` with one line for each
fault that names file, line, key and mend. Nothing after this room asks whether a setting is well-formed.
"""

from __future__ import annotations

from digest.config.load import load_config
from digest.config.settings import (
    BlockSpec,
    Curate,
    Delivery,
    Http,
    Lint,
    Newsletter,
    Schedule,
    Sender,
    Settings,
    Site,
    Smtp,
    Topic,
    Wording,
)

__all__ = [
    "BlockSpec",
    "Curate",
    "Delivery",
    "Http",
    "Lint",
    "Newsletter",
    "Schedule",
    "Sender",
    "Settings",
    "Site",
    "Smtp",
    "Topic",
    "Wording",
    "load_config",
]
