"""YAML text -> plain values, with the line of each, so that a fault can name its place.

The scalar rules are those of YAML 1.2's core schema: `NO` is Norway and `07:00` is a time, not 420 seconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from digest.errors import ConfigError

Path = tuple[str | int, ...]

_MAX_DEPTH = 40


class _Loader(yaml.CSafeLoader):
    """libyaml's parser with the core schema's scalars."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own shape


for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+\Z", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z", "-+0123456789."),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its value, and for each path in it the line (from 1) where it stands."""

    file: str
    value: Any
    lines: dict[Path, int]

    def place(self, path: Path) -> str:
        """'config.yaml:41', for the longest part of `path` that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.file}:{self.lines.get(path, 1)}"


def parse_document(text: str, *, file: str) -> Document:
    """Parse YAML; raises ConfigError with file and line for bad syntax, duplicate keys and odd keys."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reason = " ".join(part for part in (error.context, error.problem) if part)
        raise ConfigError(f"{file}:{line}: not valid YAML: {reason}") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{file}:1: not valid YAML: {str(error).splitlines()[0]}") from error
    lines: dict[Path, int] = {}
    if root is None:
        return Document(file, {}, lines)
    return Document(file, _build(root, (), file=file, lines=lines), lines)


def _build(node: yaml.Node, path: Path, *, file: str, lines: dict[Path, int]) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if len(path) > _MAX_DEPTH:
        raise ConfigError(f"{file}:{line}: nested more than {_MAX_DEPTH} deep")
    if isinstance(node, yaml.MappingNode):
        value: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            place = f"{file}:{key_node.start_mark.line + 1}"
            if not isinstance(key_node, yaml.ScalarNode):
                raise ConfigError(f"{place}: a key must be a word")
            if key in value:
                raise ConfigError(f"{place}: {key!r} stands here a second time; keep one of the two")
            lines[(*path, key)] = key_node.start_mark.line + 1
            value[key] = _build(value_node, (*path, key), file=file, lines=lines)
        return value
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, index), file=file, lines=lines) for index, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> bool | int | float | str | None:
    text: str = node.value
    kind = node.tag.rpartition(":")[2]
    if kind == "bool":
        return text.lower() == "true"
    if kind == "null":
        return None
    if kind == "int":
        return int(text)
    if kind == "float":
        return float(text)
    return text


def dotted(path: Path) -> str:
    """('newsletters', 0, 'name') -> 'newsletters[0].name'."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
