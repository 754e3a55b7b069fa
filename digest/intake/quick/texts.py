"""What an element says: plain text, an address, or HTML that every reader reads alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from xml.etree.ElementTree import Element

from digest.intake.markup import is_tame
from digest.intake.quick.addresses import join
from digest.intake.quick.names import attributes_of
from digest.intake.quick.refusal import MAX_DEPTH, RefusedError, Specialist
from digest.intake.quick.tree import AMPERSAND, Tree

_XHTML = "{http://www.w3.org/1999/xhtml}"
# Elements that are of HTML only: the end of any other may end something of the feed too.
_HTML_NAME_LIST = "a b blockquote br code em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s small span strong u ul"
_HTML_NAMES = frozenset(_HTML_NAME_LIST.split())
_SHORT_TYPES = {"text": "text/plain", "plain": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}
_UNCLEAR_QUOTE = re.compile(r"&(?:quot|apos|#[xX]0*2[27]);")
_LOOKS_LIKE_HTML = re.compile(r"</\w+>|&#?\w+;")
_C1 = re.compile(rb"\xc2[\x80-\x9f]")  # in UTF-8
_C1_REFERENCE = re.compile("&#(?:0*1[2-5][0-9]|[xX]0*[89][0-9a-fA-F]);")
_C1_CHARACTER = re.compile("[\x80-\x9f]")
# Bytes of windows-1252 that were taken for ISO 8859-1; five of them mean nothing.
_WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


class Texts:
    """Reads the texts of one document."""

    def __init__(self, tree: Tree, *, base: str, specialist: Specialist | None) -> None:
        self.base = base
        """The address from which others are seen, where the walk is now; "" when nobody knows."""
        self.specialist = specialist
        self.is_soup = tree.is_soup
        self.is_atom = False
        self._text = tree.text

    @cached_property
    def _has_c1(self) -> bool:
        text = self._text
        references = "&#" in text and _C1_REFERENCE.search(text)
        return bool(references or (not text.isascii() and _C1.search(text.encode())))

    @cached_property
    def _quotes_are_clear(self) -> bool:
        return not _UNCLEAR_QUOTE.search(self._text)

    def leaf(self, element: Element) -> str:
        """The text of an element that is neither HTML nor has children."""
        if len(element):
            raise RefusedError
        text = self.bare(element)
        return text if text.isascii() else self._mended(text)

    def bare(self, element: Element) -> str:
        """The text before the first child, as feedparser sees it before it mends."""
        text = element.text
        if not text:
            return ""
        text = text.strip()
        if self.is_soup and text:
            # In soup a reference stays one, and the tree does not tell which of these was one.
            if ">" in text or (not self._quotes_are_clear and ('"' in text or "'" in text)):
                raise RefusedError
            return _escaped(text).replace(AMPERSAND, "&")
        return text

    def address(self, element: Element) -> str:
        """The address that an element has for its text, whole where the base is known."""
        if len(element):
            raise RefusedError
        text = self.bare(element)
        if not text:
            return ""
        text = join(self.base, text)
        return text if text.isascii() else self._mended(text)

    def content(self, element: Element, default_type: str) -> str:
        """The text of an element that may be HTML, by its type or by its looks; refused where sanitising matters."""
        kind = _type_of(element, default_type) if element.keys() else default_type
        if kind == "application/xhtml+xml":
            return self._mended(self._inline(element))
        if len(element):
            return self._mended(self._undeclared(element))
        text = (element.text or "").strip()
        if self.is_soup:
            text = text.replace(AMPERSAND, "&")
        if "<" in text or "&" in text:
            may_be_html = kind == "text/html" or (not self.is_atom and _LOOKS_LIKE_HTML.search(text))
            if may_be_html and not is_tame(text):
                if self.specialist is None:
                    raise RefusedError
                return self.specialist.clean(text, is_html=kind == "text/html", base=self.base)
        return text if text.isascii() else self._mended(text)

    def skip_inline(self, element: Element) -> None:
        """Markup that nobody reads: its elements must not be taken for elements of the feed."""
        if len(element):
            self.content(element, "text/plain")

    def _mended(self, text: str) -> str:
        """The text with two common accidents undone: UTF-8 taken for ISO 8859-1, and windows-1252 taken for it."""
        if text.isascii():
            return text
        try:
            mended = text.encode("iso-8859-1").decode()
        except UnicodeError:
            mended = text
        if self._has_c1 and _C1_CHARACTER.search(mended):
            mended = mended.translate(_WINDOWS_1252)
        return mended.strip()

    def _undeclared(self, element: Element) -> str:
        """HTML elements in what should be escaped: for feedparser it is markup from the first of them on."""
        start = element.text or ""
        if "<" in start or "&" in start or not _are_inside(element, _HTML_NAMES.__contains__):
            raise RefusedError
        return self._written(element)

    def _inline(self, element: Element) -> str:
        only = element[0] if len(element) == 1 and not has_words(element.text) else None
        if only is not None and only.tag == f"{_XHTML}div" and not has_words(only.tail):
            element = only  # the wrapper that Atom asks for (RFC 4287, section 3.1.1.3) is not part of the text
        if not _are_inside(element, _is_xhtml):
            raise RefusedError  # other elements inside it would act as elements of the feed
        return self._written(element)

    def _written(self, element: Element) -> str:
        if self.is_soup:
            raise RefusedError
        pieces: list[str] = [_escaped(element.text or "")]
        _write_children(element, pieces, MAX_DEPTH)
        text = "".join(pieces).strip()
        if not is_tame(text):
            raise RefusedError
        return text


def has_words(text: str | None) -> bool:
    """Whether a text is more than blanks."""
    return bool(text) and not str(text).isspace()


def _type_of(element: Element, default_type: str) -> str:
    attributes = attributes_of(element)
    kind = attributes.get("type", default_type).lower()
    kind = _SHORT_TYPES.get(kind, kind)
    is_known = kind in {"text/plain", "text/html", "application/xhtml+xml"}
    if not is_known or attributes.get("mode") == "base64" or "src" in attributes:
        raise RefusedError
    return kind


def _are_inside(element: Element, are_fit: Callable[[str], bool]) -> bool:
    """Whether the names of all elements inside this one are fit."""
    inner = element.iter()
    next(inner)
    return all(are_fit(child.tag) for child in inner)


def _is_xhtml(tag: str) -> bool:
    return tag.startswith(_XHTML) and not tag.lower().endswith("}body")


def _write_children(element: Element, pieces: list[str], depth: int) -> None:
    if depth == 0:
        raise RefusedError
    for child in element:
        local = child.tag.removeprefix(_XHTML)
        values = "".join(
            f' {key}="{_escaped(value).replace(chr(34), "&quot;")}"' for key, value in child.items() if "{" not in key
        )
        pieces.append(f"<{local}{values}>{_escaped(child.text or '')}")
        _write_children(child, pieces, depth - 1)
        pieces.append(f"</{local}>{_escaped(child.tail or '')}")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
