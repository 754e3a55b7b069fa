"""HTML text -> a page that rules can walk: elements, their words, the style blocks. The only owner of lxml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import html as lxml_html
from lxml.etree import ParserError

_UNSEEN = frozenset({"head", "style", "script", "title", "meta", "noscript"})


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One element: `words` is what stands directly in it, in pieces; `line` is where it begins."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    parent: Element | None
    words: tuple[str, ...]
    children: list[Element] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Name the element and its line."""
        name = self.attributes.get("class", "").split()
        return f"line {self.line} <{self.tag}{'.' + name[0] if name else ''}>"

    @property
    def text(self) -> str:
        """All words in it and below, with single blanks."""
        return " ".join(" ".join((*self.words, *(child.text for child in self.children))).split())

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


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page beside its source, which some rules must see as it is."""

    source: str
    subject: str
    root: Element
    elements: tuple[Element, ...]
    styles: tuple[str, ...]

    def named(self, *tags: str) -> tuple[Element, ...]:
        """Give the elements of these tags, in order."""
        return tuple(element for element in self.elements if element.tag in tags)

    @property
    def body(self) -> Element:
        """The body, or the root of a fragment."""
        return next(iter(self.named("body")), self.root)


def read_page(source: str, *, subject: str = "") -> Page:
    """Parse HTML as a forgiving mail program would; an empty text gives an empty page."""
    try:
        # Bytes, not text: with its own declaration of the charset lxml refuses some texts.
        tree = lxml_html.document_fromstring(
            source.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except ParserError:
        tree = lxml_html.document_fromstring("<html></html>")
    root = _element(tree, None)
    elements = tuple(root.walk())
    styles = tuple("".join(str(text) for text in style.itertext()) for style in tree.iter("style"))
    return Page(source=source, subject=subject, root=root, elements=elements, styles=styles)


def _element(node: lxml_html.HtmlElement, parent: Element | None) -> Element:
    seen = node.tag not in _UNSEEN or node.tag == "title"
    pieces = [node.text, *(child.tail for child in node)] if seen else []
    element = Element(
        tag=str(node.tag),
        attributes={str(key).lower(): str(value) for key, value in node.attrib.items()},
        line=node.sourceline or 0,
        parent=parent,
        words=tuple(piece for piece in pieces if piece and piece.strip()),
    )
    element.children.extend(_element(child, element) for child in node if isinstance(child.tag, str))
    return element
