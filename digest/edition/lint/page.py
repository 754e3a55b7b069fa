"""HTML text -> a page that rules can walk: elements, their words, the style blocks. The only owner of lxml."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import html as lxml_html
from lxml.etree import ParserError

from digest.edition.lint.targets import Targets

_INLINE = frozenset({"a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "mark", "s", "small", "span", "strong",
                     "sub", "sup", "u"})  # fmt: skip
_DEEPEST = 200
"""Levels of elements; no mail has so many, and Python's stack holds a few times as many calls."""
_UNSEEN = frozenset({"head", "style", "script", "title", "meta", "noscript"})


PictureReader = Callable[[str], bytes]
"""Gives the content of a picture by its `src`; nothing for one that is not at hand."""


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One element: `words` is what stands directly in it, in pieces; `line` is where it begins.

    `before` is what stands in it before its first child, `after` what follows it in its parent.
    """

    tag: str
    attributes: Mapping[str, str]
    line: int
    parent: Element | None
    words: tuple[str, ...]
    before: str
    after: str
    children: list[Element] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Name the element and its line."""
        name = self.attributes.get("class", "").split()
        return f"line {self.line} <{self.tag}{'.' + name[0] if name else ''}>"

    @property
    def text(self) -> str:
        """All words in it and below, in order, with single blanks."""
        return " ".join("".join(_pieces(self)).split())

    def walk(self) -> Iterator[Element]:
        """Yield the element and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def lineage(self) -> Iterator[Element]:
        """Yield the element and its ancestors, the nearest first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


def _pieces(element: Element) -> Iterator[str]:
    yield element.before
    for child in element.children:
        gap = "" if child.tag in _INLINE else " "
        yield gap
        yield from _pieces(child)
        yield gap
        yield child.after


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page beside its source, which some rules must see as it is."""

    source: str
    subject: str
    root: Element
    elements: tuple[Element, ...]
    styles: tuple[str, ...]
    targets: Targets = field(default_factory=Targets)
    pictures: PictureReader | None = None

    def named(self, *tags: str) -> tuple[Element, ...]:
        """Give the elements of these tags, in order."""
        return tuple(element for element in self.elements if element.tag in tags)

    def picture(self, source: str) -> bytes:
        """Give the content of a picture that is at hand."""
        return self.pictures(source) if self.pictures is not None else b""

    @property
    def body(self) -> Element:
        """The body, or the root of a fragment."""
        return next(iter(self.named("body")), self.root)


def read_page(
    source: str, *, subject: str = "", targets: Targets | None = None, picture: PictureReader | None = None
) -> Page:
    """Parse HTML as a forgiving mail program would; an empty text gives an empty page."""
    try:
        # Bytes, not text: with its own declaration of the charset lxml refuses some texts.
        tree = lxml_html.document_fromstring(
            source.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except ParserError:
        tree = lxml_html.document_fromstring("<html></html>")
    root = _element(tree, None, depth=0)
    elements = tuple(root.walk())
    styles = tuple("".join(str(text) for text in style.itertext()) for style in tree.iter("style"))
    return Page(
        source=source,
        subject=subject,
        root=root,
        elements=elements,
        styles=styles,
        targets=targets or Targets(),
        pictures=picture,
    )


def _element(node: lxml_html.HtmlElement, parent: Element | None, *, depth: int) -> Element:
    """Copy a node with all below it; from the deepest level on, what is below is words of that one."""
    seen = _is_seen(node)
    pieces = [node.text, *(child.tail for child in node)] if seen else []
    if depth == _DEEPEST:
        pieces = [str(text) for text in node.itertext()]
    around = node.getparent()
    element = Element(
        tag=str(node.tag),
        attributes={str(key).lower(): str(value) for key, value in node.attrib.items()},
        line=node.sourceline or 0,
        parent=parent,
        words=tuple(piece for piece in pieces if piece and piece.strip()),
        before=("".join(pieces) if depth == _DEEPEST else _before(node)) if seen else "",
        after=_after(node) if around is not None and _is_seen(around) else "",
    )
    if depth < _DEEPEST:
        children = (child for child in node if isinstance(child.tag, str))
        element.children.extend(_element(child, element, depth=depth + 1) for child in children)
    return element


def _is_seen(node: lxml_html.HtmlElement) -> bool:
    return node.tag not in _UNSEEN or node.tag == "title"


def _before(node: lxml_html.HtmlElement) -> str:
    """The text up to the first child element, across comments."""
    text = node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            break
        text += child.tail or ""
    return text


def _after(node: lxml_html.HtmlElement) -> str:
    """The text from an element to its next sibling element, across comments."""
    text = node.tail or ""
    following = node.getnext()
    while following is not None and not isinstance(following.tag, str):
        text += following.tail or ""
        following = following.getnext()
    return text
