"""A config file -> Settings, or every fault in it with its line."""

from __future__ import annotations

import difflib
import ipaddress
import os
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from digest.config import settings as shapes
from digest.config.document import Document, dotted, parse_document
from digest.config.secrets import fill_in
from digest.errors import ConfigError

_SETTINGS = TypeAdapter(shapes.Settings)
_SHAPES = {
    "": shapes.Settings,
    "site": shapes.Site,
    "sender": shapes.Sender,
    "http": shapes.Http,
    "sources": shapes.SourceSpec,
    "topics": shapes.Topic,
    "newsletters": shapes.Newsletter,
    "schedule": shapes.Schedule,
    "blocks": shapes.BlockSpec,
    "magazine": shapes.Magazine,
    "delivery": shapes.Delivery,
    "smtp": shapes.Smtp,
}
# pydantic's words where ours are plainer.
_PLAIN = {
    "tuple_type": "must be a list: [a, b], or a line '- a' for each",
    "string_type": "must be text",
    "string_pattern_mismatch": "is not well-formed; see the example that 'digest init' writes",
    "too_short": "must not be empty; name at least one",
    "dataclass_type": "must be keys with values: {key: value}, or a line 'key: value' for each",
    "dataclass_exact_type": "must be keys with values: {key: value}, or a line 'key: value' for each",
    "dict_type": "must be keys with values: {key: value}, or a line 'key: value' for each",
}


def load_config(file: str | Path, *, environment: Mapping[str, str] | None = None) -> shapes.Settings:
    """Read, fill in and check `file`; raises ConfigError with one line for each fault.

    `environment` defaults to the process's own. Relative paths inside the file start at the file's folder.
    """
    path = Path(file)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; make one with 'digest init', or name yours with --config") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text (byte {error.start}); save the file as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    document = parse_document(text, file=str(path))
    if not isinstance(document.value, dict):
        raise ConfigError(f"{path}:1: must be a mapping of keys such as 'sources:'")
    value = fill_in(document, environment=os.environ if environment is None else environment, folder=path.parent)
    try:
        settings = _SETTINGS.validate_python(value)
    except ValidationError as error:
        raise ConfigError(*_explain_all(error, document, value)) from None
    problems = list(_cross_checks(settings, document))
    if problems:
        raise ConfigError(*problems)
    return settings


def _explain_all(error: ValidationError, document: Document, value: dict[str, Any]) -> Iterator[str]:
    faults = error.errors(include_url=False)
    seen = set()
    for fault in faults:
        if fault["type"] == "too_short" and any(
            other["loc"][: len(fault["loc"])] == fault["loc"] for other in faults if other is not fault
        ):
            continue  # the list is only short because its items are faulty
        line = _explain(fault, document, value)
        if line not in seen:
            seen.add(line)
            yield line


def _explain(fault: ErrorDetails, document: Document, value: dict[str, Any]) -> str:
    path = _real_path(fault["loc"], value)
    where = f"{document.place(path)}: {dotted(path) or 'the file'}"
    kind, given = fault["type"], fault["input"]
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        keys = _keys_beside(path)
        near = difflib.get_close_matches(str(path[-1]), keys, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"here stand {', '.join(keys)}"
        return f"{where}: unknown key; {hint}"
    if kind in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return f"{where}: is missing; it is required"
    if kind == "string_type" and isinstance(given, int | float):
        return f"{where}: {given!r} is a number here; put it in quotes"
    message = _PLAIN.get(kind) or fault["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    shown = (
        ""
        if "password" in path or not isinstance(given, str | int | float) or repr(given) in message
        else f"{given!r}: "
    )
    return f"{where}: {shown}{message[:1].lower() + message[1:]}"


def _keys_beside(path: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand where this one does."""
    parents = [part for part in path[:-1] if isinstance(part, str)]
    shape = _SHAPES.get(parents[-1] if parents else "")
    return [item.name for item in fields(shape)] if shape else []


def _real_path(location: tuple[int | str, ...], value: Any) -> tuple[int | str, ...]:
    """Pydantic's location without the names of validators that it puts between the keys."""
    path: list[int | str] = []
    for index, part in enumerate(location):
        if isinstance(value, dict) and isinstance(part, str):
            last = index == len(location) - 1
            if part not in value and not last:
                continue
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            continue
        path.append(part)
    return tuple(path)


def _cross_checks(settings: shapes.Settings, document: Document) -> Iterator[str]:
    """Faults that only show when two places are read together."""
    topics = {topic.name for topic in settings.topics}
    names: set[str] = set()
    for index, newsletter in enumerate(settings.newsletters):
        at: tuple[str | int, ...] = ("newsletters", index)
        if newsletter.name in names:
            yield f"{document.place((*at, 'name'))}: newsletters[{index}].name: {newsletter.name!r} stands here twice"
        names.add(newsletter.name)
        if (newsletter.schedule.at is None) == (newsletter.schedule.cron is None):
            yield f"{document.place((*at, 'schedule'))}: newsletters[{index}].schedule: give either 'at' or 'cron'"
        for number, block in enumerate(newsletter.blocks):
            if block.kind == "topic" and block.name not in topics:
                near = difflib.get_close_matches(block.name, topics, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                place = document.place((*at, "blocks", number))
                yield f"{place}: newsletters[{index}].blocks[{number}]: there is no topic {block.name!r}{hint}"
    for index, source in enumerate(settings.sources):
        if (source.url is None) == (source.opml is None):
            yield f"{document.place(('sources', index))}: sources[{index}]: give either 'url' or 'opml'"
    for index, network in enumerate(settings.http.allow_private):
        try:
            ipaddress.ip_network(network)
        except ValueError:
            place = document.place(("http", "allow_private", index))
            yield f"{place}: http.allow_private[{index}]: {network!r} is not a network such as 127.0.0.1/32"
