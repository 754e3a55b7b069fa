"""The application: settings, their folder, the store and the clock, put together once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from digest import __version__
from digest.app.clock import utc_now
from digest.app.doors import feed_door, worker_pool
from digest.app.poll_plan import Doors, PollPlan
from digest.app.poller import Poller
from digest.config import Newsletter, Settings, load_config
from digest.config.settings import SourceSpec
from digest.curate.reading.model_files import find_model
from digest.errors import ConfigError, UsageError
from digest.intake.addresses import is_public_host
from digest.model import Source
from digest.pipeline.hubs import HubWatch
from digest.ports import Clock, Fetcher
from digest.store import open_store
from digest.store.sql import SqlStore
from digest.urls import host_of

if TYPE_CHECKING:
    from digest.execute import LocalWorkers

PROJECT_URL = "https://github.com/digest-newsletter/digest"
_TOKEN_BYTES = 32
_LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1", ""})


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

    @cached_property
    def poll_plan(self) -> PollPlan:
        """All that a poll needs of the config; raises ConfigError for an OPML file that cannot be read."""
        http = self.settings.http
        newsletters = self.settings.newsletters
        windows = [newsletter.window for newsletter in newsletters]
        windows += [newsletter.magazine.window for newsletter in newsletters if newsletter.magazine]
        widest = max(windows, default=timedelta(days=1))
        return PollPlan(
            store=self.settings.store,
            doors=Doors(
                user_agent=self._user_agent(),
                allow_private=http.allow_private,
                connections=http.connections,
                connections_per_host=http.connections_per_host,
                timeout=http.timeout.total_seconds(),
                connect_timeout=http.connect_timeout.total_seconds(),
                max_bytes=http.max_bytes,
                page_delay=http.page_delay.total_seconds(),
                robots=http.robots,
                proxy_resolves=http.proxy_resolves,
            ),
            horizon_seconds=2 * widest.total_seconds(),
            model=self.model,
            sources=self.sources,
        )

    @property
    def model(self) -> str:
        """The embedding model of the config: "" for none, its name, or its folder; raises ConfigError."""
        chosen = self.settings.curate.embeddings
        if chosen == "off":
            return ""
        return find_model("" if chosen == "auto" else str(self.folder / chosen))

    @property
    def poller(self) -> Poller:
        """The first pass, over this application's store and clock."""
        return Poller(self.poll_plan, self.store, self.clock, self.hubs)

    @property
    def is_reachable(self) -> bool:
        """Whether hubs can call us back: the site's address is a public one."""
        return is_public_host(host_of(self.settings.site.url))

    @property
    def hubs(self) -> HubWatch | None:
        """What a poll is handed; None where the config says off or no hub could reach us."""
        if self.settings.http.websub == "off" or not self.is_reachable:
            return None
        return HubWatch(self.store, partial(token_urlsafe, _TOKEN_BYTES))

    @property
    def lists(self) -> tuple[Path, ...]:
        """The OPML files that the config names."""
        return tuple(self.folder / spec.opml for spec in self.settings.sources if spec.opml is not None)

    def fetcher(self) -> Fetcher:
        """A new HTTP door with the limits of the config and the proxies of the environment; raises UsageError."""
        return feed_door(self.poll_plan.doors)

    def workers(self) -> LocalWorkers:
        """A new pool of worker processes."""
        return worker_pool()

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
