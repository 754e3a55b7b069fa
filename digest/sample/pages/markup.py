"""HTML from packaged templates: text in, escaped; markup passes as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

FRAGMENT_MARK = re.compile(r"^<!--# (\w+) -->\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A finished web page and how the server declares it."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"


class Html(str):
    """Text that is markup already and must not be escaped again."""

    __slots__ = ()


def fill(template: Template, values: Mapping[str, str]) -> Html:
    """Fill a template; every value that is not `Html` is escaped on its way in."""
    return Html(template.substitute({key: as_html(value) for key, value in values.items()}))


def as_html(value: str) -> Html:
    """Escape a value, unless it is markup already."""
    return value if isinstance(value, Html) else Html(escape(value))


def concat(parts: Iterable[Html]) -> Html:
    """Put pieces of markup one after another."""
    return Html("".join(parts))


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The fragments of one kind of site, by name."""

    fragments: Mapping[str, Template]

    def fill(self, fragment: str, **values: str) -> Html:
        """Fill one fragment."""
        return fill(self.fragments[fragment], values)

    def where(self, fragment: str, text: str) -> Html:
        """Fill a fragment that shows one text, or leave it out where there is no text."""
        return self.fill(fragment, text=text) if text else Html()

    def links(self, targets: Iterable[tuple[str, str]]) -> Html:
        """List links, each given as address and text."""
        return concat(self.fill("link", href=href, text=text) for href, text in targets)

    def labels(self, texts: Iterable[str]) -> Html:
        """List short texts that lead nowhere."""
        return concat(self.fill("label", text=text) for text in texts)


def parse_skeleton(text: str) -> Skeleton:
    """Split a skeleton file into its fragments, each opened by `<!--# name -->` on a line of its own."""
    _, *parts = FRAGMENT_MARK.split(text)
    return Skeleton(
        {name: Template(part.removesuffix("\n")) for name, part in zip(parts[::2], parts[1::2], strict=True)}
    )


@cache
def load_skeleton(name: str) -> Skeleton:
    """Read a skeleton of the package by its name."""
    file = files(__package__).joinpath("skeletons", f"{name}.html")
    return parse_skeleton(file.read_text(encoding="utf-8"))


@cache
def load_single(name: str) -> Template:
    """Read a template that is the same on every site."""
    return Template(files(__package__).joinpath("single", f"{name}.html").read_text(encoding="utf-8"))


def direction(language: str) -> str:
    """Give the writing direction of a language as HTML names it."""
    return "rtl" if language == "ar" else "ltr"
