"""Options that every command takes, before or after its name: --config, --json, -v, -q."""

from __future__ import annotations

import functools
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from digest.cli.console import Console

if TYPE_CHECKING:
    from digest.app.application import App

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Common:
    """The common options of one call, the later place winning."""

    config: str = ""
    json: bool = False
    verbosity: int = 0

    def app(self) -> App:
        """The application of the chosen config; raises ConfigError."""
        from digest.app.application import open_app  # noqa: PLC0415 - what a command needs is loaded when it runs: --help is instant

        return open_app(self.config_file())

    def config_file(self) -> Path:
        """--config, else $DIGEST_CONFIG, else config.yaml here."""
        return Path(self.config or os.environ.get("DIGEST_CONFIG") or "config.yaml")

    def console(self) -> Console:
        """Where this call prints."""
        return Console(json=self.json, quiet=self.verbosity < 0)


def common_options(function: Command) -> Command:
    """Add the common options; the function itself receives none of them, see `pass_common`."""
    for option in reversed(
        (
            click.option(
                "--config", "-c", metavar="FILE", help="The config file (default config.yaml, or $DIGEST_CONFIG)."
            ),
            click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
            click.option("--verbose", "-v", count=True, help="Say more; twice for everything."),
            click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors and results."),
        )
    ):
        function = option(function)

    @functools.wraps(function)
    def wrapper(*args: Any, config: str | None, as_json: bool, verbose: int, quiet: bool, **rest: Any) -> Any:
        common = click.get_current_context().ensure_object(Common)
        common.config = config or common.config
        common.json = as_json or common.json
        if verbose or quiet:
            common.verbosity = -1 if quiet else verbose
        logging.basicConfig(stream=sys.stderr, level=_level(common.verbosity), format="%(name)s: %(message)s")
        return function(*args, **rest)

    return wrapper  # type: ignore[return-value]  # the wrapper takes what click gives and keeps the function's shape


def command(name: str, **settings: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A click command with the common options, called with `common` first."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        make: Callable[[Callable[..., Any]], click.Command] = click.command(name, **settings)
        return make(common_options(pass_common(function)))

    return decorate


def pass_common(function: Command) -> Command:
    """Hand the function the call's `Common` as its first argument."""

    @functools.wraps(function)
    def wrapper(*args: Any, **rest: Any) -> Any:
        return function(click.get_current_context().ensure_object(Common), *args, **rest)

    return wrapper  # type: ignore[return-value]


def _level(verbosity: int) -> int:
    return {-1: logging.ERROR, 0: logging.ERROR, 1: logging.INFO}.get(verbosity, logging.DEBUG)
