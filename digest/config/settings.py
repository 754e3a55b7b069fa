"""The settings as frozen values: every key of config.yaml, with its type, unit and default.

pydantic validates these plain dataclasses at the door (`load.py`); from there on they are just values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, SecretStr

from digest.config.calendar_words import check_cron, check_days
from digest.config.mail_clients import check_mail_client
from digest.model import FullText

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")
_UNIT_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
_NAMES_OF_BLOCKS = "greeting, intro, lead, topic, briefs, perspectives, numbers, verbatim, latest, topics"


def _duration(value: object) -> object:
    """'30m', '1h30m' or seconds -> timedelta."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return timedelta(seconds=value)
    if isinstance(value, str):
        parts = _DURATION.findall(value)
        if parts and _DURATION.sub("", value).strip() == "":
            return timedelta(seconds=sum(float(number) * _UNIT_SECONDS[unit] for number, unit in parts))
    if isinstance(value, timedelta):
        return value
    raise ValueError(f"{value!r} is not a duration; write for example 30m, 1h30m or 2d")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{value!r} is not a time zone; write for example Europe/Paris") from None
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{value!r} is not a web address; it must begin with http:// or https://")
    return value


def _country(value: str) -> str:
    if value and not (len(value) == 2 and value.isalpha()):  # noqa: PLR2004 - ISO 3166-1 alpha-2
        raise ValueError(f"{value!r} is not a country code of two letters, such as FR")
    return value.upper()


def _slug(value: str) -> str:
    if not _SLUG.match(value):
        raise ValueError(f"{value!r} must be small letters, digits and hyphens: it becomes part of web addresses")
    return value


def _time_of_day(value: str) -> str:
    if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
        raise ValueError(f"{value!r} is not a time of day; write for example '07:00'")
    return value


@dataclass(frozen=True, slots=True)
class Wording:
    """A phrase for the articles of one language."""

    text: str
    language: str


def _block(value: object) -> object:
    """A block is a word ('intro'), {kind: count} or {kind: name, max: n}: all become a BlockSpec's keys."""
    if isinstance(value, str):
        return {"kind": value}
    if isinstance(value, dict) and "kind" not in value:
        kinds = [key for key in value if key in _BLOCK_KINDS]
        if len(kinds) == 1:
            kind = kinds[0]
            rest = {key: item for key, item in value.items() if key != kind}
            argument = value[kind]
            if isinstance(argument, int) and not isinstance(argument, bool):
                return {"kind": kind, "max": argument, **rest}
            if isinstance(argument, str):
                return {"kind": kind, "name": argument, **rest}
            raise ValueError(f"{kind}: {argument!r} should be a number of stories or a topic's name")
        raise ValueError(f"{value!r} is no block; the blocks are {_NAMES_OF_BLOCKS}")
    return value


def _wordings(value: object) -> object:
    """Phrases in a list; {language: phrases} for those of one language, inside the list or instead of it."""
    if not isinstance(value, list | tuple | dict):
        return value
    found: list[object] = []
    for item in (value,) if isinstance(value, dict) else value:
        if isinstance(item, dict):
            found.extend(_in_languages(item))
        elif isinstance(item, str | Wording):
            found.append(item)
        elif isinstance(item, int | float):
            raise ValueError(f"{item!r} is a number here; put it in quotes")  # noqa: TRY004 - pydantic explains ValueError
        else:
            raise ValueError(f"{item!r} is no phrase; write text, or {{fr: [phrases in French]}}")  # noqa: TRY004 - as above
    return tuple(found)


def _in_languages(variants: dict[object, object]) -> list[Wording]:
    found: list[Wording] = []
    for language, phrases in variants.items():
        if not (isinstance(language, str) and _LANGUAGE_CODE.match(language)):
            raise ValueError(
                f"{language!r} is no language code such as fr or ar; phrases of a language are {{fr: [...]}}"
            )
        written = (phrases,) if isinstance(phrases, str) else phrases
        if not isinstance(written, list | tuple) or not all(isinstance(phrase, str) for phrase in written):
            raise ValueError(f"{language}: must be a list of phrases, each of them text: {{{language}: [a, b]}}")
        found.extend(Wording(str(phrase), language.lower()) for phrase in written)
    return found


BlockKind = Literal[
    "greeting", "intro", "lead", "topic", "topics", "briefs", "perspectives", "numbers", "verbatim", "latest"
]
_BLOCK_KINDS = frozenset(BlockKind.__args__)  # type: ignore[attr-defined]  # typeshed hides Literal's arguments

MagazineFormat = Literal["epub", "pdf"]
Phrases = Annotated[tuple[str | Wording, ...], BeforeValidator(_wordings)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
TimeZone = Annotated[str, AfterValidator(_zone)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Country = Annotated[str, AfterValidator(_country)]
Slug = Annotated[str, AfterValidator(_slug)]
Cron = Annotated[str, AfterValidator(check_cron)]
Days = Annotated[str, AfterValidator(check_days)]
TimeOfDay = Annotated[str, AfterValidator(_time_of_day)]
Language = Annotated[str, Field(pattern=r"^$|^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
MailClient = Annotated[str, AfterValidator(check_mail_client)]
RuleId = Annotated[str, Field(pattern=r"^[SHCAMP]\d\d$")]
Address = Annotated[str, Field(pattern=r"^[^@\s<>\"\r\n]+@[^@\s<>\"\r\n]+$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Whom the mail is from."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    name: str = ""
    address: Address = "digest@localhost.localdomain"
    reply_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Who publishes: the words that furniture, headers and footers print."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    name: str = "digest"
    url: WebAddress = "http://127.0.0.1:8025"
    language: Language = "en"
    timezone: TimeZone = "UTC"
    sender: Sender = field(default_factory=Sender)
    postal_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Http:
    """The one HTTP door: `allow_private` lists networks (CIDR) that may be reached although they are private.

    `page_delay` lies between two article pages of one host; `robots` says whether robots.txt is obeyed for them.
    `websub` says whether hubs are asked to push the news of their feeds, where site.url is a public address.
    `proxy_resolves` lets a proxy from the environment be asked for names that this machine cannot resolve and judge.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    allow_private: tuple[str, ...] = ()
    user_agent_contact: str = ""
    connections: Annotated[int, Field(ge=1, le=1000)] = 256
    connections_per_host: Annotated[int, Field(ge=1, le=16)] = 2
    timeout: Duration = timedelta(seconds=20)
    connect_timeout: Duration = timedelta(seconds=8)
    max_bytes: Annotated[int, Field(ge=1024)] = 10_000_000
    page_delay: Duration = timedelta(seconds=0.3)
    robots: bool = True
    websub: Literal["auto", "off"] = "auto"
    proxy_resolves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec:
    """One line under `sources`: a feed, or an OPML file with many."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    url: WebAddress | None = None
    opml: str | None = None
    name: str = ""
    country: Country = ""
    language: Language = ""
    owner: str = ""
    weight: Annotated[float, Field(ge=0, le=10)] = 1.0
    full_text: FullText = "page"
    every: Duration = timedelta(minutes=30)
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An editor's subject: phrases with `*` as wildcard; `none` forbids; a focus topic has its own kicker.

    A phrase in double quotes is taken literally; {fr: [...]} among the phrases holds those for articles in French. A
    focus topic leans on its phrases, any other on the meaning of its name, description and phrases.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    name: Annotated[str, Field(min_length=1)]
    focus: bool = False
    description: str = ""
    any: Phrases = ()
    all: Phrases = ()
    none: Phrases = ()
    min_score: Annotated[float, Field(ge=0, le=1)] = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Curate:
    """How articles are compared.

    `embeddings`: `auto` takes the built-in model where the extra is installed, `off` compares words alone, anything
    else is a folder with a static model of the operator's own.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    embeddings: Annotated[str, Field(min_length=1)] = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When an edition is due: a time of day on some weekdays, or a cron line; in one time zone."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    at: TimeOfDay | None = None
    days: Days = "mon-sun"
    cron: Cron | None = None
    timezone: TimeZone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpec:
    """One block of a newsletter: its kind, the topic's name where it has one, and how many stories at most."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    kind: BlockKind
    name: str = ""
    max: Annotated[int, Field(ge=1, le=500)] | None = None


DEFAULT_BLOCKS: tuple[BlockSpec, ...] = (
    BlockSpec(kind="greeting"),
    BlockSpec(kind="intro"),
    BlockSpec(kind="lead", max=1),
    BlockSpec(kind="topics", max=4),
    BlockSpec(kind="briefs", max=7),
    BlockSpec(kind="perspectives"),
    BlockSpec(kind="numbers"),
    BlockSpec(kind="verbatim"),
    BlockSpec(kind="latest", max=10),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Magazine:
    """The newsletter's magazine: the best articles of `window` in full, as files in `folder`.

    `articles` and `max_images` are the most that are bound; `formats` says as what.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    window: Duration = timedelta(days=7)
    articles: Annotated[int, Field(ge=1, le=200)] = 24
    max_images: Annotated[int, Field(ge=0, le=200)] = 40
    formats: Annotated[tuple[MagazineFormat, ...], Field(min_length=1)] = ("epub", "pdf")
    folder: str = "magazine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """What is published, when, and of what it is made."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    name: Slug = "today"
    title: str = "The World This Morning"
    schedule: Schedule = field(default_factory=lambda: Schedule(at="07:00"))
    window: Duration = timedelta(hours=24)
    theme: Slug = "world"
    language: Language | None = None
    approve: Literal["auto", "editor"] = "auto"
    min_stories: Annotated[int, Field(ge=0)] = 1
    blocks: tuple[Annotated[BlockSpec, BeforeValidator(_block)], ...] = DEFAULT_BLOCKS
    magazine: Magazine | None = None
    subscribers: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """A mail server; nothing is sent in clear unless `security: none` says so."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    host: str
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: SecretStr = field(default_factory=lambda: SecretStr(""))
    connections: Annotated[int, Field(ge=1, le=64)] = 4
    rate: Annotated[float, Field(gt=0)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where finished mail goes: a folder of files, an SMTP server, or both named and SMTP wins."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    folder: str = "outbox"
    smtp: Smtp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """What finished mail is held against.

    `clients` names the mail programs in which it must look right ("gmail", or "gmail.android"), `also` those in which
    it should; empty, the usual ones. `ignore` names rules, such as C14, that are nobody's business here.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    clients: tuple[MailClient, ...] = ()
    also: tuple[MailClient, ...] = ()
    ignore: tuple[RuleId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of config.yaml."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    sources: Annotated[tuple[SourceSpec, ...], Field(min_length=1)]
    site: Site = field(default_factory=Site)
    store: str = "sqlite:///digest.db"
    engine: Literal["local"] = "local"
    templates: str = "templates"
    http: Http = field(default_factory=Http)
    curate: Curate = field(default_factory=Curate)
    topics: tuple[Topic, ...] = ()
    newsletters: Annotated[tuple[Newsletter, ...], Field(min_length=1)] = (Newsletter(),)
    delivery: Delivery = field(default_factory=Delivery)
    lint: Lint = field(default_factory=Lint)
