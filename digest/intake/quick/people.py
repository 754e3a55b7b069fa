"""Authors, and other people of whom nothing is kept."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from digest.intake.quick.refusal import RefusedError
from digest.intake.quick.texts import has_words
from digest.intake.quick.walk import Walk

_MAX_LENGTH = 300
_MAILBOX = re.compile(
    r"((?<![a-zA-Z0-9_\-.+])([a-zA-Z0-9\_\-\.\+]+)@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.)|(([a-zA-Z0-9\-]+\.)+))"
    r"([a-zA-Z]{2,4}|[0-9]{1,3})(\]?))(\?subject=\S+)?"
)
_PARTS = {
    "name": "name",
    "itunes_name": "name",
    "email": "email",
    "itunes_email": "email",
    "uri": "uri",
    "url": "uri",
    "homepage": "uri",
}


def author(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every action has one signature
    """Who wrote the entry: one text in RSS, a name with more about the person in Atom."""
    here = walk.here
    if not len(element):
        here.author = walk.leaf(element)
        here.authors.append(_name_in(here.author))
        return
    parts: dict[str, str] = {}
    for child in element:
        name = walk.name_of(child)
        if len(child) or has_words(child.tail):
            raise RefusedError
        if name in _PARTS:
            parts[_PARTS[name]] = walk.bare(child)
        elif name in walk.vocabulary:
            raise RefusedError
    # feedparser fills in the name of the person before when this one has none.
    if has_words(element.text) or (here.author and "name" not in parts):
        raise RefusedError
    here.author = parts.get("name") or parts.get("email") or ""
    here.authors.append(parts.get("name", ""))


def person(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every handler takes the same
    """Somebody else."""
    for child in element:
        name = walk.name_of(child)
        if len(child) or (name not in _PARTS and name in walk.vocabulary):
            raise RefusedError


def _name_in(text: str) -> str:
    """The name in "name", "name (mail@host)", "mail@host (name)" or "name <mail@host>"."""
    if "@" not in text:
        return text
    if len(text) > _MAX_LENGTH:
        raise RefusedError
    if found := _MAILBOX.search(text):
        text = text.replace(found[0], "")
        for brackets in ("()", "<>", "&lt;&gt;"):
            text = text.replace(brackets, "")
        text = text.strip().removeprefix("(").removesuffix(")").strip()
    return text
