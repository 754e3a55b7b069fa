"""The application: settings, their folder, the store and the clock, put together once."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from digest import __version__
from digest.config import Newsletter, Settings, load_config
from digest.config.settings import SourceSpec
from digest.errors import ConfigError, UsageError
from digest.intake.addresses import Guard
from digest.intake.courtesy import CourteousFetcher
from digest.intake.hops import HopFetcher
from digest.intake.http import CurlFetcher, Limits
from digest.intake.proxies import Proxies
from digest.model import Source
from digest.ports import Clock, Fetcher
from digest.store import SqlStore, open_store
from digest.urls import host_of

if TYPE_CHECKING:
    from digest.execute import LocalWorkers

PROJECT_URL = "https://github.com/digest-newsletter/digest"
_WORKERS_NEED = ("digest.pipeline.warm",)
_LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1", ""})


def utc_now() -> datetime:
    """The system's clock, as `digest.ports.Clock`."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class App:
    """Everything that a pass is handed, made when first needed."""

    settings: Settings
    config_file: Path
    clock: Clock = utc_now

    @property
    def folder(self) -> Path:
        """Where relative paths of the config start."""
        return self.config_file.parent

    @cached_property
    def store(self) -> SqlStore:
        """The open store; raises StoreError."""
        return open_store(self.settings.store, folder=self.folder)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the config with its OPML files unfolded, each address once; raises ConfigError."""
        found: dict[str, Source] = {}
        for index, spec in enumerate(self.settings.sources):
            for source in self._unfold(spec, index):
                found.setdefault(source.url, source)
        return tuple(found.values())

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where themes are looked for: the operator's own folder first, then the built-in ones."""
        own = self.folder / self.settings.templates
        built_in = builtin_folder("templates")
        return tuple(folder for folder in dict.fromkeys((own, built_in)) if folder.is_dir())

    def newsletter(self, name: str | None) -> Newsletter:
        """A newsletter by name, the first one for None; raises UsageError."""
        if name is None:
            return self.settings.newsletters[0]
        for newsletter in self.settings.newsletters:
            if newsletter.name == name:
                return newsletter
        known = ", ".join(newsletter.name for newsletter in self.settings.newsletters)
        raise UsageError(f"there is no newsletter {name!r} in {self.config_file}; it has: {known}")

    def fetcher(self) -> Fetcher:
        """A new HTTP door with the limits of the config and the proxies of the environment; raises UsageError."""
        http = self.settings.http
        proxies = Proxies.from_environment(os.environ)
        guard = Guard.from_strings(http.allow_private)
        limits = Limits(http.connections, http.connections_per_host, http.timeout, http.connect_timeout, http.max_bytes)
        door = CurlFetcher(user_agent=self._user_agent(), guard=guard, limits=limits, proxies=proxies)
        if not proxies:
            return door
        return HopFetcher(door, proxies=proxies, guard=guard, proxy_resolves=http.proxy_resolves)

    def page_fetcher(self) -> CourteousFetcher:
        """A new HTTP door for the article pages of one pass, with the manners of the config."""
        http = self.settings.http
        return CourteousFetcher(
            self.fetcher(),
            delay_seconds=http.page_delay.total_seconds(),
            robots=http.robots,
            seconds=monotonic,
            sleep=sleep,
            clock=self.clock,
            hosts=self.store,
        )

    def workers(self) -> LocalWorkers:
        """A new pool of worker processes: one for each core, four at most."""
        from digest.execute import LocalWorkers  # noqa: PLC0415 - a poll that finds nothing new starts none

        return LocalWorkers(processes=min(len(os.sched_getaffinity(0)), 4), preload=_WORKERS_NEED)

    def _user_agent(self) -> str:
        """Who asks, with an address where a person can be found."""
        site = self.settings.site.url
        contact = self.settings.http.user_agent_contact
        if not contact:
            contact = PROJECT_URL if host_of(site) in _LOCAL_HOSTS else site
        return f"digest/{__version__} (+{contact})"

    def _unfold(self, spec: SourceSpec, index: int) -> tuple[Source, ...]:
        shared = Source(
            url=spec.url or "",
            name=spec.name,
            country=spec.country,
            language=spec.language,
            owner=spec.owner,
            weight=spec.weight,
            full_text=spec.full_text,
            every_seconds=spec.every.total_seconds(),
            enabled=spec.enabled,
        )
        if spec.opml is None:
            return (shared,)
        from digest.intake.opml import read_opml  # noqa: PLC0415 - few configs have one, and it takes long to import

        path = self.folder / spec.opml
        try:
            listed = read_opml(path.read_bytes(), name=str(path))
        except (OSError, UsageError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise ConfigError(f"{self.config_file}: sources[{index}].opml: {path}: {reason}") from error
        return tuple(replace(shared, url=source.url, name=spec.name or source.name) for source in listed)


def open_app(config_file: str | Path, *, clock: Callable[[], datetime] = utc_now) -> App:
    """Read and check the config; the store opens when it is first needed. Raises ConfigError."""
    path = Path(config_file)
    return App(load_config(path), path, clock)


def builtin_folder(name: str) -> Path:
    """A folder that travels with the package ('templates', 'starter'), in a checkout or in an installed wheel."""
    package = Path(__file__).parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
