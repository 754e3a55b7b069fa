"""HTML that every reader reads alike, told apart and stripped without a parser.

A fragment is tame when its tags, comments and references are so plain that a sanitiser can only take tags away.
Every pattern takes time linear in the text: repeats are possessive and a tag ends at the next angle bracket.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from html.entities import name2codepoint

from digest.sanitize import plain_text

# --- tags, as simple as most fragments have them ---
_TEXT_OF_A_TAG = r"""\s[^<>"']*+(?:"[^"<>]*+"(?=[\s/>])[^<>"']*+)*+"""
_SIMPLE = re.compile(rf"[^<]*+(?:</?[a-zA-Z][a-zA-Z0-9]*+(?:/?>|{_TEXT_OF_A_TAG}>)[^<]*+)*+")
_SIMPLE_TAG = re.compile(r"<[^<>]*+>")
_NAMES = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*+)")
_BLOCK = re.compile(
    r"</?(?:p|P|br|BR|d(?:iv|[tdl])|D(?:IV|[TDL])|[hH][rR1-6]|li|LI|[uUoO][lL]|(?i:blockquote|pre|t[rdh]|table|"
    r"section|article|figure|figcaption))\b[^<>]*+>"
)

# --- tags, comments and scripts, as strange as they may be and still tame ---
# After the first letter: no "<" inside quotes, ">" only in those of a value, and a gap after each.
_NAME = r"[a-zA-Z0-9:_.\-]*+(?=[\s>]|/>)"
_REST = r"""[^<>"']*+(?:(?:(?<=\w=)(?:"[^"<]*+"|'[^'<]*+')|"[^"<>]*+"|'[^'<>]*+')(?=[\s/>])[^<>"']*+)*+>"""
_COMMENT = r"<!--(?!-?>)[^-]*+(?:-(?!-)[^-]*+)*+-->"
# Elements whose text is not plain text, so that readers disagree where they end and what to show of them.
_WILD = ("script", "style", "applet", "textarea", "xmp", "plaintext", "noembed", "noframes", "listing", "title")
_TAG = re.compile(
    rf"</?(?!(?i:{'|'.join(_WILD)})\b)[a-zA-Z]{_NAME}{_REST}"
    # A script with "<" or "&" in it is read in many ways.
    rf"|<((?i:script|style))\b{_REST}[^<&]*+(?:{_COMMENT}[^<&]*+)*+</\1\s*>"
    rf"|{_COMMENT}"
    r"|<\?[^<>]*+>"
)
_TITLE = re.compile(rf"<title\b{_REST}([^<&]*+)</title\s*>", re.IGNORECASE)
_LONE_BRACKET = re.compile(r"<(?=[\s\d=(\-])(?![^<>\s]*\s*/>)")
# SVG and MathML, which a sanitiser keeps when they are what they seem, and whose text is dropped with them.
_FOREIGN = re.compile(r"<(/?)(svg|math)\b([^<>]*+)", re.IGNORECASE)
_NAMESPACE = re.compile(r"xmlns\s*+=\s*+[\"']?+(?!http://www\.w3\.org/(?:2000/svg|1998/Math/MathML)[\"'])")
# Elements that make a parser move, drop or reread text.
_MOVING = frozenset(
    [
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "caption",
        "col",
        "colgroup",
        "select",
        "option",
        "optgroup",
        "noscript",
        "template",
        "iframe",
        "frame",
        "frameset",
        "image",
        "head",
        "body",
        "html",
        "button",
        "object",
        "marquee",
        "input",
        "keygen",
        "svg",
        "math",
    ]
)

# --- references ---
_NAMED = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*+);")
_BAD_AMPERSAND = re.compile(
    r"&(?![^#a-zA-Z]|\Z|#(?:[0-9]{1,6}|[xX][0-9a-fA-F]{1,5});|[a-zA-Z][a-zA-Z0-9]*+(?:;|(?![;.\-])[\s\S]))"
)
_REFERENCES = frozenset({*name2codepoint, "apos"})
# Controls, bidi marks and the spaces that are more than a space: `plain_text` knows what to do with each.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u1680\u2000-\u200b\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff"
    "\ufffe\uffff\ud800-\udfff]"
)
_FEW_TAGS = 100


def is_tame(markup: str) -> bool:
    """Whether all that a sanitiser can do to this fragment is to take away tags, comments and scripts."""
    if "<" not in markup:
        return _plain_references(markup)
    names = _simple_names(markup)
    if names is not None and names.isdisjoint({*_WILD, "svg", "math"}) and _plain_references(markup):
        return True
    words = _TAG.sub(" ", markup)
    if "<" in words:
        words = _LONE_BRACKET.sub(" ", _TITLE.sub(r"\1", words))
    return "<" not in words and _plain_references(words) and _is_plainly_foreign(markup)


def plain_words(markup: str) -> str:
    """The same as `sanitize.plain_text`, without a parser where the markup is simple."""
    words = markup
    if "<" in markup:
        if not _is_simple(markup):
            return plain_text(markup)
        words = _SIMPLE_TAG.sub("", _BLOCK.sub(" ", markup))
    if "&" in words:
        if not _plain_references(words):
            return plain_text(markup)
        words = html.unescape(words)
    if words.isascii() and words.isprintable():
        return " ".join(words.split())
    return plain_text(markup) if _ODD.search(words) else " ".join(words.split())


def longest(texts: Iterable[str]) -> str:
    """The fragment with the most characters outside its tags, the first of equals."""
    best, *others = texts
    for other in others:
        if _shows_more(other, best):
            best = other
    return best


def parser_effort(markup: str) -> int:
    """What `plain_words` costs at worst where it must build a tree: the square of the number of tags, else 0.

    20,000 nested elements take eight seconds (measured with nh3 0.3), 2,000 a tenth of one.
    """
    tags = markup.count("<")
    return tags * tags if tags > _FEW_TAGS and not _is_simple(markup) else 0


def _simple_names(markup: str) -> frozenset[str] | None:
    """The small names of the elements of a fragment in which every tag is simple, None for any other fragment."""
    if not _SIMPLE.fullmatch(markup):
        return None
    return frozenset(name.lower() for name in set(_NAMES.findall(markup)))


def _is_simple(markup: str) -> bool:
    names = _simple_names(markup)
    return names is not None and names.isdisjoint(_MOVING) and names.isdisjoint(_WILD)


def _is_plainly_foreign(markup: str) -> bool:
    """Whether each SVG and formula in it is closed, and is one."""
    open_elements = {"svg": 0, "math": 0}
    for slash, name, attributes in _FOREIGN.findall(markup):
        open_elements[name.lower()] += -1 if slash else 1
        if attributes.endswith("/") or _NAMESPACE.search(attributes):
            return False
    return not any(open_elements.values())


def _shows_more(one: str, other: str) -> bool:
    if len(one) <= _at_least_visible(other, len(one)):
        return False
    if len(other) < _at_least_visible(one, len(other)):
        return True
    return _visible_length(one) > _visible_length(other)


def _at_least_visible(markup: str, enough: int) -> int:
    """A lower bound of the visible length, from as much of the start as will probably do."""
    start = markup[: 4 * enough + 1000]
    return _visible_length(start[: start.rfind("<")] if "<" in start else start)


def _visible_length(markup: str) -> int:
    return len(_SIMPLE_TAG.sub("", markup)) if "<" in markup else len(markup)


def _plain_references(words: str) -> bool:
    return "&" not in words or (not _BAD_AMPERSAND.search(words) and _REFERENCES.issuperset(_NAMED.findall(words)))
