"""Values that do not stand in the file: `${VAR}`, `${VAR:-default}`, and `key_file: path` for `key`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digest.config.document import Document, dotted
from digest.config.document import Path as KeyPath
from digest.errors import ConfigError

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")
_SECRET_KEYS = frozenset({"password", "username", "token", "private_key"})


def fill_in(document: Document, *, environment: Mapping[str, str], folder: Path) -> Any:
    """The document's value with variables and secret files filled in; ConfigError names every one that is missing.

    `folder` is where relative paths of secret files start: the folder of the config file.
    """
    filling = _Filling(document, environment, folder)
    value = filling.fill(document.value, ())
    if filling.problems:
        raise ConfigError(*filling.problems)
    return value


@dataclass(slots=True)
class _Filling:
    """One walk through a document, with the problems met on the way."""

    document: Document
    environment: Mapping[str, str]
    folder: Path
    problems: list[str] = field(default_factory=list)

    def fill(self, value: Any, path: KeyPath) -> Any:
        """The same value, filled in."""
        if isinstance(value, dict):
            filled = {key: self.fill(item, (*path, key)) for key, item in value.items()}
            return dict(self._with_secret_files(filled, path))
        if isinstance(value, list):
            return [self.fill(item, (*path, index)) for index, item in enumerate(value)]
        if isinstance(value, str):
            return _VARIABLE.sub(lambda match: self._variable(match, path), value)
        return value

    def _variable(self, match: re.Match[str], path: KeyPath) -> str:
        name, default = match.groups()
        found: str | None = self.environment.get(name, default)
        if found is None:
            self._problem(path, f"the environment variable {name} is not set; set it, or write ${{{name}:-default}}")
            return ""
        return str(found)

    def _with_secret_files(self, mapping: dict[str, Any], path: KeyPath) -> Iterator[tuple[str, Any]]:
        for key, value in mapping.items():
            name = key.removesuffix("_file")
            if name == key or name not in _SECRET_KEYS or not isinstance(value, str):
                yield key, value
                continue
            if name in mapping:
                self._problem((*path, key), f"{name} stands here too; keep one of the two")
                continue
            try:
                yield name, (self.folder / value).read_text(encoding="utf-8").strip()
            except OSError as error:
                self._problem((*path, key), f"cannot read {value}: {error.strerror}")
            except UnicodeDecodeError:
                self._problem((*path, key), f"cannot read {value}: it is not UTF-8 text")

    def _problem(self, path: KeyPath, text: str) -> None:
        self.problems.append(f"{self.document.place(path)}: {dotted(path)}: {text}")
