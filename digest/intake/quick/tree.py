"""Text -> elements, also where ampersands, HTML entities or prefixes were left unexplained.

Of a document that is not well-formed feedparser makes tag soup; the commonest faults can be mended so that the tree
says what the soup would.
"""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, XMLParser

from digest.intake.quick.names import named_prefixes
from digest.intake.quick.refusal import RefusedError

AMPERSAND = "\ue0ff"
"""Stands, in mended soup, for an ampersand that nobody escaped."""
# Blanks, comments and instructions before the root element; a DOCTYPE does not match.
_PROLOG = re.compile(r"(?:\s++|<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!-))*+-->)*+(?=<[A-Za-z_])")
_ROOT = re.compile(_PROLOG.pattern + r"<[^\s<>/]++")
_DECLARATION = re.compile(r"<\?xml\s[^>]*?>")
_LATE_DECLARATION = re.compile(r"\s+<\?xml\s")
_USED_PREFIX = re.compile(r"</?([A-Za-z_][\w.\-]*+):|\s([A-Za-z_][\w.\-]*+):[\w.\-]++\s*=")
# expat's codes for an invalid token (a stray ampersand, mostly), an undefined entity and an unbound prefix.
_UNBOUND = 27
_MENDABLE = frozenset({4, 11, _UNBOUND})
_MAX_UNBOUND = 50
_MAX_REFERENCES = 100_000
_CDATA = r"!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+(?:\]\]>|\Z)"
_COMMENT = r"!--[^\-]*+(?:-(?!->)[^\-]*+)*+(?:-->|\Z)"
# In tag soup references in attributes stay as they are written, all but one.
_REFERENCE_IN_TAG = re.compile(rf"<(?:{_CDATA}|{_COMMENT}|[a-zA-Z][^<>&]*+(?:&amp;[^<>&]*+)*+(&)?)")
_REFERENCE = re.compile(
    rf"<{_CDATA}|<{_COMMENT}"
    r"|&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#[xX][0-9a-fA-F]+);)(?:([a-zA-Z][\-.a-zA-Z0-9]*+)(?:;|(?![;])))?"
)
_XML_REFERENCES = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(frozen=True, slots=True)
class Tree:
    """A document, its text after mending, and whether feedparser would read it as tag soup."""

    root: Element
    text: str
    is_soup: bool


def make_tree(text: str) -> Tree:
    """Build the tree of a document; raises RefusedError or ParseError."""
    # With blanks before its declaration a document is not XML; feedparser then reads it as tag soup.
    is_soup = _LATE_DECLARATION.match(text) is not None
    text = text.lstrip() if is_soup else text
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    if not _PROLOG.match(text):
        raise RefusedError
    try:
        root = _parse(text)
    except ParseError as error:
        if error.code not in _MENDABLE:
            raise
        is_soup, text = True, _mend_references(text)
        try:
            root = _parse(text)
        except ParseError as further_error:
            if further_error.code != _UNBOUND:
                raise
            text = _bind_prefixes(text)
            root = _parse(text)
    if is_soup and any(token[1] for token in _REFERENCE_IN_TAG.finditer(text)):
        raise RefusedError
    return Tree(root, text, is_soup)


def _parse(text: str) -> Element:
    parser = XMLParser()  # noqa: S314 - no DOCTYPE, no entities
    parser.feed(text)
    return parser.close()


def _mend_references(text: str) -> str:
    """The document with its stray ampersands and HTML entities made well-formed."""
    if AMPERSAND in text or text.count("&") > _MAX_REFERENCES:
        raise RefusedError
    return _REFERENCE.sub(_mend_reference, text)


def _bind_prefixes(text: str) -> str:
    """The document with each prefix bound to something."""
    used = {name for pair in _USED_PREFIX.findall(text) for name in pair} - {"", "xml", "xmlns"}
    unbound = sorted(used - named_prefixes(text))
    root = _ROOT.match(text)
    if root is None or len(unbound) > _MAX_UNBOUND:
        raise RefusedError
    bindings = "".join(f' xmlns:{name}="unbound:{name}"' for name in unbound)
    return text[: root.end()] + bindings + text[root.end() :]


def _mend_reference(found: re.Match[str]) -> str:
    """What feedparser makes of a reference outside CDATA; an unknown one stands for its own letters."""
    if found[0][0] == "<":
        return found[0]
    name = found[1]
    if name is None:
        return AMPERSAND
    if name in _XML_REFERENCES:
        return f"&{name};"
    code = html.entities.name2codepoint.get(name)
    return f"&#{code};" if code else f"{AMPERSAND}{name};"
