"""HTML trees: the text of a page in, its `Markup` out. The only file that knows lxml.

The parser recovers from any markup and refuses trees beyond its built-in depth; every walk is a loop, not recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from lxml import etree, html

from digest.errors import ExtractError
from digest.extract.bylines import read_bylines
from digest.extract.figures import absolute, read_figures
from digest.extract.jsonld import is_article
from digest.extract.markup import Block, Markup
from digest.extract.microdata import read_microdata
from digest.extract.zones import SILENT, hint_of, zone_in, zone_of
from digest.text import count_words, fold_space

Tree: TypeAlias = Any  # lxml ships no types

_BLOCK_TAGS: Final = """
p li dd dt h1 h2 h3 h4 h5 h6 blockquote td th pre div section article header footer main aside nav figure
figcaption ul ol dl table tr body form address details summary center label button fieldset
"""
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_EXTRACTED_TAGS: Final = "body p head quote list item table row lb div fw"
_EXTRACTED_BLOCKS: Final = frozenset(_EXTRACTED_TAGS.split())
_LABEL_HINT: Final = re.compile(r"kicker|eyebrow|overline|surtitre|dachzeile|antetitulo|rubrique|spitzmarke")
_HIDDEN: Final = etree.XPath(
    "//body//*[@style or @hidden][@hidden or contains(translate(@style, ' ', ''), 'display:none') "
    "or contains(translate(@style, ' ', ''), 'visibility:hidden')]"
)
_BLOATED: Final = re.compile(r"<([a-zA-Z][\w-]{0,30})\s[^<>]{20000,}>")  # libxml2 takes minutes for 100,000 attributes
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST_EVENTS: Final = 400_000


def parse_tree(text: str) -> Tree:
    """Parse the text of a page into a tree.

    Raises:
        ExtractError: the text holds no element at all.
    """
    clean = _BLOATED.sub(r"<\1>", re.sub(r"^\s*<\?xml[^>]*\?>", "", _NOT_XML.sub("", text)))
    parser = html.HTMLParser(
        huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8"
    )
    try:
        tree = html.document_fromstring(clean.encode("utf-8", errors="ignore"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as fault:
        raise ExtractError(f"not HTML: {fault}") from fault
    return tree


def drop_hidden(tree: Tree) -> tuple[str, ...]:
    """Take out of a tree what the page hides and return its paragraphs, () when most paragraphs are hidden.

    Some pages hide the article itself until a script has run.
    """
    hidden = [element for element in _HIDDEN(tree) if element.tag not in {"html", "body", "article", "main"}]
    if not hidden:
        return ()
    paragraphs = [paragraph for element in hidden for paragraph in element.iter("p")]
    lines = tuple(dict.fromkeys(filter(None, (fold_space(str(p.text_content())) for p in paragraphs))))
    everything = sum(count_words(str(paragraph.text_content())) for paragraph in tree.iter("p"))
    if 2 * sum(map(count_words, lines)) > everything:
        return ()
    for element in hidden:
        if element.getparent() is not None:
            element.drop_tree()
    return lines


def read_markup(tree: Tree, *, url: str = "") -> Markup:
    """Read everything that rules and metadata ask of a page; addresses are made absolute against `url`."""
    metas: dict[str, tuple[str, ...]] = {}
    for meta in tree.iter("meta"):
        name = (
            (meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or "")
            .strip()
            .casefold()
        )
        if name and meta.get("content") and not (meta.get("itemprop") and _is_scoped(meta)):
            metas[name] = (*metas.get(name, ()), fold_space(meta.get("content", "")))
    titles = [fold_space(str(title.text_content())) for title in tree.iter("title") if not _inside(title, "svg")]
    blocks = tuple(_blocks(tree))
    headlines = [*titles[:1], *metas.get("og:title", ()), *(block.text for block in blocks if block.tag == "h1")]
    return Markup(
        blocks=blocks,
        figures=tuple(read_figures(tree, url=url)),
        metas=metas,
        scripts=tuple(_scripts(tree)),
        times=tuple(_times(tree)),
        bylines=tuple(read_bylines(tree)),
        item=read_microdata(tree, titles=headlines),
        title=next(filter(None, titles), ""),
        language=fold_space(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
        canonical_url=_canonical(tree, url),
    )


def read_paragraphs(body: Tree) -> tuple[str, ...]:
    """Return the paragraphs of a trafilatura body: its elements end lines, line feeds in their text do not."""
    lines, text = [], list[str]()
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _EXTRACTED_BLOCKS or (element.tag == "code" and element.getparent() is body):
            lines.append("".join(text))
            text = []
        elif element.tag == "cell" and event == "start" and any(map(str.strip, text)):
            text.append(" | ")
        text.append((element.text if event == "start" else element.tail if element is not body else "") or "")
    lines.append("".join(text))
    return tuple(filter(None, map(fold_space, lines)))


@dataclass(slots=True)
class _Open:
    """A block element whose end has not been seen."""

    element: Any
    zone: str
    number: int = 0
    parent: int = 0
    grandparent: int = 0
    text: list[str] = field(default_factory=list)
    linked: int = 0


def _blocks(tree: Tree) -> Iterator[Block]:
    """Walk the page once; each piece of text belongs to the nearest block element around it."""
    body = tree.find("body")
    root = body if body is not None else tree
    stack, silent, links = [_Open(root, "")], 0, 0
    for count, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        if count > _MOST_EVENTS:
            break
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag in SILENT:
            silent += 1 if event == "start" else -1
        elif event == "start":
            if (tag in _BLOCKS or _is_label(element, tag)) and element is not root:
                yield from _close(stack[-1])
                outer = stack[-1]
                stack.append(_Open(element, zone_in(outer.zone, element, tag), count, outer.number, outer.parent))
            links += tag == "a"
            if tag == "br":
                yield from _close(stack[-1])
            if not silent and element.text:
                _add(stack[-1], element.text, linked=links > 0)
        else:
            links -= tag == "a"
            if element is not root and stack[-1].element is element:
                yield from _close(stack.pop())
        if event == "end" and element is not root and element.tail and not silent:
            _add(stack[-1], element.tail, linked=links > 0)
    yield from _close(stack[0])


def _is_label(element: Any, tag: str) -> bool:
    """Tell whether an inline element is a line of its own: kickers are often spans above the headline."""
    return tag in {"span", "a"} and _LABEL_HINT.search((element.get("class") or "").casefold()[:300]) is not None


def _add(block: _Open, text: str, *, linked: bool) -> None:
    block.text.append(text)
    block.linked += linked * len(text.strip())


def _close(block: _Open) -> Iterator[Block]:
    text = fold_space("".join(block.text))
    linked, block.text, block.linked = block.linked, [], 0
    if text:
        parent = block.element.getparent()
        hint = f"{hint_of(block.element)} {hint_of(parent) if parent is not None else ''}"
        yield Block(
            text,
            str(block.element.tag),
            linked=min(1.0, linked / len(text)),
            zone=block.zone,
            hint=hint.strip(),
            plain=block.element.tag == "p" and not hint_of(block.element),
            parent=block.parent,
            grandparent=block.grandparent,
        )


def _inside(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _scripts(tree: Tree) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").casefold() and script.text:
            yield script.text


def _times(tree: Tree) -> Iterator[tuple[str, str]]:
    for element in tree.iter("time", "abbr", "span", "meta"):
        moment = element.get("datetime") or (element.get("content") if element.get("itemprop") else "") or ""
        if not moment or (element.tag != "time" and "date" not in hint_of(element)):
            continue
        zones = (zone_of(outer, str(outer.tag)) for outer in element.iterancestors())
        if not any(zone in {"related", "comments", "aside", "nav", "footer", "promo"} for zone in zones):
            yield hint_of(element), moment


def _is_scoped(meta: Any) -> bool:
    """Tell whether a property is that of an article, comment or picture on the page, and not of the page itself."""
    scope = next((outer for outer in meta.iterancestors() if outer.get("itemscope") is not None), None)
    return scope is not None and (scope.tag not in {"html", "body"} or is_article({"@type": [scope.get("itemtype")]}))


def _canonical(tree: Tree, url: str) -> str:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").casefold().split() and link.get("href"):
            return absolute(link.get("href", ""), url)
    return ""
