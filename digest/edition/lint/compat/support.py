"""`clients.json`, read when first asked -> features of CSS, their marks, and which mail programs know them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from digest.edition.lint.targets import belongs

_TABLE: Final = Path(__file__).with_name("clients.json")
_NAMES: Final = {
    "desktop-webmail": "webmail",
    "mobile-webmail": "mobile webmail",
    "ios": "iOS",
    "macos": "macOS",
    "android": "Android",
    "windows": "Windows",
    "windows-mail": "Windows Mail",
    "outlook-com": ".com",
}
_FAMILIES: Final = {"aol": "AOL", "gmx": "GMX", "sfr": "SFR", "web-de": "WEB.DE", "protonmail": "Proton Mail"}


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """A feature of CSS: `support` holds y, a, n or u for each program; `marks` say how it is recognised."""

    slug: str
    title: str
    support: Mapping[str, str]
    marks: Mapping[str, Any]

    def lacking(self, names: tuple[str, ...], *, letter: str) -> tuple[str, ...]:
        """Give the programs among `names` whose support is `letter`."""
        return tuple(client for client, found in self.support.items() if found == letter and belongs(client, names))


@cache
def features() -> tuple[Feature, ...]:
    """All features, in the order of their names."""
    table = json.loads(_TABLE.read_text(encoding="utf-8"))
    clients = table["clients"]
    return tuple(
        Feature(
            slug=slug,
            title=feature["title"],
            support=dict(zip(clients, feature["support"], strict=True)),
            marks={key: value for key, value in feature.items() if key not in {"title", "support"}},
        )
        for slug, feature in table["features"].items()
    )


@cache
def by_property() -> Mapping[str, tuple[Feature, ...]]:
    """The features that a property's name brings into play."""
    found: dict[str, tuple[Feature, ...]] = {}
    for feature in features():
        for name in feature.marks.get("prop", ()):
            found[name] = (*found.get(name, ()), feature)
    return found


@cache
def marked(key: str) -> tuple[Feature, ...]:
    """The features without a property that are recognised by `key`: a function, unit, value, at-rule ..."""
    return tuple(feature for feature in features() if key in feature.marks and "prop" not in feature.marks)


def spoken(clients: tuple[str, ...]) -> str:
    """Name programs as people do: "Gmail (webmail, iOS), Outlook (Windows)"."""
    families: dict[str, list[str]] = {}
    for client in clients:
        family, _, platform = client.partition(".")
        families.setdefault(family, []).append(_NAMES.get(platform, platform))
    return ", ".join(
        f"{_FAMILIES.get(family) or family.replace('-', ' ').title()} ({', '.join(platforms)})"
        for family, platforms in families.items()
    )
