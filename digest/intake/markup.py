"""HTML that every reader reads alike, told apart and stripped without a parser.

A fragment is tame when its tags, comments and references are so plain that a sanitiser can only take tags away.
Every pattern takes time linear in the text: repeats are possessive and a tag ends at the next angle bracket.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from html.entities import name2codepoint

from digest.sanitize import plain_text

# Elements whose text is not plain text, so that readers disagree where they end and what to show of them.
_WILD_NAMES = """
script style applet textarea xmp plaintext noembed noframes listing title iframe template
"""
_WILD = frozenset(_WILD_NAMES.split())
# SVG and MathML, which a sanitiser keeps when they are what they seem, and whose text is dropped with them.
_FOREIGN = frozenset({"svg", "math"})
# Elements that make a parser move, drop or reread text.
_MOVING_NAMES = """
table tr td th tbody thead tfoot caption col colgroup select option optgroup noscript frame frameset image head body
html button object marquee input keygen
"""
_MOVING = frozenset(_MOVING_NAMES.split())


def _but(names: Iterable[str]) -> str:
    """A pattern for the start of any name but these."""
    spelled = ("".join(f"[{letter}{letter.upper()}]" for letter in name) for name in sorted(names))
    return rf"(?!(?:{'|'.join(spelled)})\b)[a-zA-Z]"


# --- tags and comments, as simple as most fragments have them: read alike by every reader, however it reads ---
_SPACES = r"[ \t\r\n\f]"
_ATTRIBUTES = rf"""(?:{_SPACES}++[^\s<>"'=/]++(?:=(?:"[^"<>]*+"|'[^'<>]*+'|[^\s<>"'=]++))?)*+{_SPACES}*+"""
_SIMPLE_COMMENT = r"!--[^<>\-]*+(?:-[^<>\-]++)*+--"
_EMPTY = rf"(iframe|script){_ATTRIBUTES}></\1"
_SIMPLE = rf"[^<]*+(?:<(?:/?%s[a-zA-Z0-9]*+{_ATTRIBUTES}/?|{_SIMPLE_COMMENT}|{_EMPTY})>[^<]*+)*+"
_SIMPLY_TAME = re.compile(_SIMPLE % _but(_WILD | _FOREIGN))
_SIMPLY_STRIPPED = re.compile(_SIMPLE % _but(_WILD | _FOREIGN | _MOVING))
_SIMPLE_TAG = re.compile(r"<[^<>]*+>")
_BLOCK = re.compile(
    r"</?(?:p|P|br|BR|d(?:iv|[tdl])|D(?:IV|[TDL])|[hH][rR1-6]|li|LI|[uUoO][lL]|(?i:blockquote|pre|t[rdh]|table|"
    r"section|article|figure|figcaption))\b[^<>]*+>"
)

# --- tags, comments and scripts, as strange as they may be and still tame ---
# After the first letter: no "<" inside quotes, ">" only in those of a value, and a gap after each.
_NAME = r"[a-zA-Z0-9:_.\-]*+(?=[\s>]|/>)"
_REST = r"""[^<>"']*+(?:(?:(?<=\w=)(?:"[^"<]*+"|'[^'<]*+')|"[^"<>]*+"|'[^'<>]*+')(?=[\s/>])[^<>"']*+)*+>"""
_COMMENT = r"<!--(?!-?>)[^-]*+(?:-(?!-)[^-]*+)*+-->"
_TAG = re.compile(
    rf"</?(?!(?i:{'|'.join(sorted(_WILD))})\b)[a-zA-Z]{_NAME}{_REST}"
    # A script with "<" or "&" in it is read in many ways.
    rf"|<((?i:script|style))\b{_REST}[^<&]*+(?:{_COMMENT}[^<&]*+)*+</\1\s*>"
    rf"|{_COMMENT}"
    r"|<\?[^<>]*+>"
)
_WITH_WORDS = re.compile(rf"<(title|iframe)\b{_REST}[^<&\0]*+</\1\s*>", re.IGNORECASE)
_LONE_BRACKET = re.compile(r"<(?=[\s\d=(\-])(?![^<>\s]*\s*/>)")
_FOREIGN_TAG = re.compile(r"<(/?)(svg|math)\b([^<>]*+)", re.IGNORECASE)
_NAMESPACE = re.compile(r"xmlns\s*+=\s*+[\"']?+(?!http://www\.w3\.org/(?:2000/svg|1998/Math/MathML)[\"'])")

# --- references ---
_NAMED = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*+);")
_BAD_AMPERSAND = re.compile(
    r"&(?![^#a-zA-Z]|\Z|#(?:[0-9]{1,6}|[xX][0-9a-fA-F]{1,5});|[a-zA-Z][a-zA-Z0-9]*+(?:;|(?![;.\-])[\s\S]))"
)
# With the tag gone, it could be another one.
_SPLIT_REFERENCE = re.compile(r"&[#a-zA-Z0-9]*+<")
_REFERENCES = frozenset({*name2codepoint, "apos"})
# Controls, bidi marks and the spaces that are more than a space: `plain_text` knows what to do with each.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u1680\u2000-\u200b\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff"
    "\ufffe\uffff\ud800-\udfff]"
)
_FEW_TAGS = 100
_MANY_TAGS = 20_000


def is_tame(markup: str) -> bool:
    """Whether all that a sanitiser can do to this fragment is to take away tags, comments and scripts."""
    if "<" not in markup:
        return _plain_references(markup)
    if _SIMPLY_TAME.fullmatch(markup) and _plain_references(markup):
        return True
    if markup.count("<") > _MANY_TAGS:
        return False
    words = _TAG.sub("\0", markup)  # no blank, which would make a bracket before it look lonely
    if "<" in words:
        words = _LONE_BRACKET.sub("\0", _WITH_WORDS.sub("\0", words))
    return "<" not in words and _plain_references(words) and _is_plainly_foreign(markup)


def plain_start(markup: str, *, letters: int, strip: Callable[[str], str] = plain_text, piece: int = 1500) -> str:
    """The first letters of `sanitize.plain_text`, without a parser where the markup is simple; else `strip` does it.

    As much of the markup is read as that takes, `piece` characters at first.
    """
    if "<" not in markup:
        return _simple_words(markup, strip)[:letters]
    size, simple = letters + piece, 0
    while True:
        found = _SIMPLY_STRIPPED.match(markup, 0, size)
        end = found.end() if found else 0
        if end == len(markup):
            return _simple_words(markup, strip)[:letters]
        # At its end a piece may be cut within a word or a reference.
        end = end if end < size else max(markup.rfind("<", 0, end), 0)
        if end > simple:
            simple, words = end, _simple_words(markup[:end], strip)
            if len(words) > letters:
                return words[:letters]
        if size >= len(markup):
            return strip(markup)[:letters]
        size *= 4


def _simple_words(markup: str, strip: Callable[[str], str]) -> str:
    """The words of a fragment without tags, or with simple ones."""
    words = markup
    if "<" in markup:
        words = _SIMPLE_TAG.sub("", _BLOCK.sub(" ", markup))
    if "&" in words:
        if _SPLIT_REFERENCE.search(markup):
            return strip(markup)
        words = html.unescape(words)
    if (words.isascii() and words.isprintable()) or not _ODD.search(words):
        return " ".join(words.split())
    return strip(markup)


def longest(texts: Iterable[str]) -> str:
    """The fragment with the most characters outside its tags, the first of equals."""
    best, *others = texts
    for other in others:
        if _shows_more(other, best):
            best = other
    return best


def parser_effort(markup: str) -> int:
    """What plain text costs at worst where a tree must be built for it: the square of the number of tags, else 0.

    20,000 nested elements take eight seconds (measured with nh3 0.3), 2,000 a tenth of one.
    """
    tags = markup.count("<")
    return tags * tags if tags > _FEW_TAGS else 0


def _is_plainly_foreign(markup: str) -> bool:
    """Whether each SVG and formula in it is closed, and is one."""
    open_elements = {"svg": 0, "math": 0}
    for slash, name, attributes in _FOREIGN_TAG.findall(markup):
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
