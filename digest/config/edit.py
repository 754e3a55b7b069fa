"""Changes to config.yaml that a command makes: the text around them, comments included, stays as it was."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from digest.errors import ConfigError, UsageError


def add_source(file: Path, source: Mapping[str, Any]) -> None:
    """Append one source; UsageError when its address is there already."""
    yaml, document = _open(file)
    listed = document.setdefault("sources", CommentedSeq())
    if any(item.get("url") == source["url"] for item in listed):
        raise UsageError(f"{file}: {source['url']} is a source already")
    item = CommentedMap(source)
    item.fa.set_flow_style()
    listed.append(item)
    _save(yaml, document, file)


def remove_source(file: Path, url: str) -> None:
    """Take one source out; UsageError when it is not there."""
    yaml, document = _open(file)
    listed = document.get("sources") or []
    for index, item in enumerate(listed):
        if item.get("url") == url or item.get("name") == url:
            del listed[index]
            _save(yaml, document, file)
            return
    raise UsageError(f"{file}: {url} is not among its sources (those of an OPML file are removed there)")


def _open(file: Path) -> tuple[YAML, CommentedMap]:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 200
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        document = yaml.load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except YAMLError as error:
        raise ConfigError(f"{file}: not valid YAML: {str(error).splitlines()[0]}") from error
    return yaml, document if document is not None else CommentedMap()


def _save(yaml: YAML, document: CommentedMap, file: Path) -> None:
    text = io.StringIO()
    yaml.dump(document, text)
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_text(text.getvalue(), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written: {error.strerror}") from error
