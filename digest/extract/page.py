"""HTML pages: bytes or text of one news page in, an `Extraction` out. The only file that knows trafilatura.

trafilatura finds the body; the news-page cleaner drops what it left of the page around it; metadata comes from what
the page declares. A page without running text is a stub with what there is.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

import trafilatura

from digest.errors import ExtractError
from digest.extract.charset import decode_page
from digest.extract.density import agree, find_dense_lines, is_short_of, is_shorter
from digest.extract.furniture import MOST_OF_IT, drop_furniture
from digest.extract.gaps import fill_gaps, split_joined
from digest.extract.kind import Page, tell_kind
from digest.extract.known import NOTHING_KNOWN, Known
from digest.extract.lines import Line
from digest.extract.markup import Block, Markup
from digest.extract.metadata import Metadata, read_metadata
from digest.extract.mojibake import mend_mojibake
from digest.extract.opening import read_opening
from digest.extract.people import read_people
from digest.extract.rules import is_comments
from digest.extract.tree import Tree, drop_hidden, parse_tree, read_markup, read_paragraphs
from digest.model import Dropped, Extraction, Image
from digest.text import count_words, fold_space, letters

MOST_BYTES: Final = 5_000_000
"""What is longer is cut: the largest article page of the benchmark has 1.1 MB."""
MOST_TAGS: Final = 100_000
"""The largest article page of the benchmark has 8,600; a million links took 23 s and 900 MB."""
_TOP: Final = 20
_LINKED: Final = 0.95
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5"})
_NOT_HEADINGS: Final = frozenset({"p", "li", "td", "th", "dd", "pre"})
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs an error for every page without text


def extract_page(data: bytes | str, *, url: str = "", charset: str = "", without: Collection[str] = ()) -> Extraction:
    """Extract the article of one page.

    Args:
        data: The page, as bytes or as decoded text.
        url: Where it was fetched: resolves links and names the outlet.
        charset: The charset of the HTTP header, "" when there was none.
        without: Names of rules and steps to leave out, to measure what each is worth.

    Returns:
        The article; `kind` says what sort of page it is, "stub" for the mere beginning of an article.

    Raises:
        ExtractError: The page holds nothing at all.
    """
    cut = len(data) - MOST_BYTES
    data = data[:MOST_BYTES]
    text = decode_page(data, declared=charset) if isinstance(data, bytes) else data
    whole = cut_markup(text)
    tree = parse_tree(mend_mojibake(whole))
    hidden = () if "hidden" in without else drop_hidden(tree)
    markup = read_markup(tree, url=url)
    metadata = read_metadata(markup, url=url)
    lines = find_lines(tree, markup, url=url, declared=metadata.declared_body, without=without)
    if not metadata.title or not (metadata.authors or metadata.byline):
        metadata = read_metadata(markup, url=url, guess=_guess(tree, url=url, outlets=metadata.outlets))
    if not lines and not metadata.title and not metadata.standfirst:
        raise ExtractError("neither text nor title found: is it an article?")
    extraction = _assemble(lines, markup, metadata, url=url, without=without)
    notes = [Dropped(line, "hidden") for line in hidden]
    if cut > 0:
        notes.append(Dropped(f"{cut} bytes beyond the first {MOST_BYTES}", "too long"))
    if len(whole) < len(text):
        notes.append(Dropped(f"{len(text) - len(whole)} characters beyond the first {MOST_TAGS} tags", "too long"))
    return replace(extraction, dropped=(*extraction.dropped, *notes)) if notes else extraction


def cut_markup(text: str) -> str:
    """Cut a page that has more tags than any article needs: time and memory grow with the tags, not with the bytes."""
    if text.count("<") <= MOST_TAGS:
        return text
    end = -1
    for _ in range(MOST_TAGS):
        end = text.index("<", end + 1)
    return text[:end]


def find_lines(
    tree: Tree, markup: Markup, *, url: str = "", declared: Sequence[str] = (), without: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the lines of the article with the furniture inside it: the first extractor's, mended, or the second's.

    `declared` is the text that the page's JSON-LD carries: it answers where both find less.
    """
    fuller = () if "second extractor" in without else find_dense_lines(markup.blocks)
    lines = split_joined(extract_lines(tree, url=url, thorough=False), markup.blocks)
    if not agree(lines, fuller):
        lines = split_joined(extract_lines(tree, url=url, thorough=True), markup.blocks)
    if "gap filling" not in without:
        lines = fill_gaps(lines, markup.blocks)
    if "second extractor" not in without:
        lines = fuller if is_short_of(lines, fuller) else lines
        lines = tuple(declared) if is_shorter(lines, declared) else lines
    return lines or _paragraphs(markup)


def extract_lines(tree: Tree, *, url: str = "", thorough: bool = True) -> tuple[str, ...]:
    """Return the lines that trafilatura takes for the article, in reading order; () when it finds none.

    A `thorough` extraction also asks the two algorithms that trafilatura falls back on, and takes half as long again.
    """
    try:
        found = trafilatura.bare_extraction(
            tree, url=url or None, include_comments=False, with_metadata=False, fast=not thorough
        )
    except Exception:  # noqa: BLE001 - hostile markup makes it raise anything; the page's paragraphs then answer
        return ()
    return () if found is None or isinstance(found, dict) or found.body is None else read_paragraphs(found.body)


def _guess(tree: Tree, *, url: str, outlets: Sequence[str]) -> Metadata:
    """Return title and authors as trafilatura reads them off the page."""
    try:
        found = trafilatura.extract_metadata(tree, default_url=url or None, extensive=False)
    except Exception:  # noqa: BLE001 - see extract_lines
        return Metadata()
    return Metadata(title=fold_space(found.title or ""), authors=read_people(found.author or "", outlets=outlets))


def _paragraphs(markup: Markup) -> tuple[str, ...]:
    """Return the page's own paragraphs: the answer where trafilatura has none."""
    return tuple(
        block.text for block in markup.blocks if block.tag == "p" and not block.zone and block.linked < _LINKED
    )


def _assemble(
    lines: Sequence[str], markup: Markup, metadata: Metadata, *, url: str, without: Collection[str]
) -> Extraction:
    known = _known(lines, markup, metadata)
    lines, above = (lines, ()) if "above the headline" in without else _from_headline(lines, known)
    kept, dropped = drop_furniture(lines, known, without=without)
    opening = read_opening(kept, standfirst=metadata.standfirst, outlets=metadata.outlets)
    further = tuple(_further_images(markup, metadata))
    page = Page(
        markup,
        metadata.objects,
        url=metadata.canonical_url or url,
        title=metadata.title,
        body=opening.body,
        pictures=len(further) + (metadata.image is not None),
        rules={drop.rule for drop in dropped},
    )
    printed = {"dateline": opening.dateline, "genre": opening.genre, "authors": opening.authors}
    return Extraction(
        title=metadata.title,
        standfirst=metadata.standfirst,
        kicker=metadata.kicker,
        authors=metadata.authors or opening.authors,
        byline="" if metadata.authors or opening.authors else metadata.byline,
        dateline=opening.dateline,
        genre=metadata.genre or opening.genre,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
        canonical_url=metadata.canonical_url,
        image=metadata.image,
        images=further,
        body=opening.body,
        kind=tell_kind(page),
        dropped=(*above, *dropped, *opening.dropped),
        origins={name: "body" for name, value in printed.items() if value} | dict(metadata.origins),
    )


def _from_headline(lines: Sequence[str], known: Known) -> tuple[Sequence[str], tuple[Dropped, ...]]:
    """Cut what stands above the headline, when that is a few short lines: the outlet's name, slogan and menu."""
    at = next((at for at, line in enumerate(lines[:_TOP]) if letters(line) in known.titles), 0)
    if any(Line(line).prose for line in lines[:at]):
        return lines, ()
    return lines[at:], tuple(Dropped(line, "above the headline") for line in lines[:at])


def _further_images(markup: Markup, metadata: Metadata) -> list[Image]:
    lead = metadata.image
    taken = {lead.url, letters(lead.caption) or lead.url} if lead else set()
    further = []
    for figure in markup.figures:
        key = letters(figure.caption) or figure.url
        if figure.url not in taken and key not in taken and figure.caption:
            further.append(figure)
        taken |= {figure.url, key}
    return further


def _known(lines: Sequence[str], markup: Markup, metadata: Metadata) -> Known:
    blocks: dict[str, list[Block]] = {}
    for block in markup.blocks:
        blocks.setdefault(block.key, []).append(block)
    captions = [
        text
        for image in (*markup.figures, metadata.image)
        if image
        for text in (image.caption, image.credit, f"{image.caption}{image.credit}")
    ]
    captions += [block.text for block in markup.blocks if block.zone == "caption" and block.tag != "p"]
    labels = (metadata.kicker, metadata.genre, f"-{metadata.genre}-", *metadata.outlets)
    return Known(
        titles=frozenset(letters(title) for title in (metadata.title, *metadata.headlines) if title),
        sub_headlines=frozenset(
            b.key for b in markup.blocks if b.tag in _HEADINGS and b.key == letters(metadata.standfirst)
        ),
        authors=frozenset(letters(author) for author in metadata.authors),
        captions=frozenset(key for caption in captions if (key := letters(caption))),
        standfirsts=frozenset(map(letters, metadata.marked_standfirsts)),
        headings=frozenset(block.key for block in markup.blocks if block.tag in _HEADINGS),
        links=frozenset(key for key, same in blocks.items() if all(block.linked >= _LINKED for block in same)),
        labels=frozenset(filter(None, map(letters, labels))),
        plain=frozenset(block.key for block in markup.blocks if block.plain or block.tag in _HEADINGS),
        beyond=_beyond(markup.blocks, lines),
    )


def _beyond(blocks: Sequence[Block], lines: Sequence[str]) -> frozenset[str]:
    """Return the blocks from the heading of the comments on, when most of the found text stands above it."""
    words = {letters(line): count_words(line) for line in lines}
    above, total = 0, sum(words.values())
    for at, block in enumerate(blocks):
        if (
            block.tag not in _NOT_HEADINGS
            and above > MOST_OF_IT * total
            and is_comments(Line(block.text), NOTHING_KNOWN)
        ):
            below = Counter(later.key for later in blocks[at:])
            everywhere = Counter(other.key for other in blocks)
            return frozenset(key for key, count in below.items() if count == everywhere[key])
        above += words.pop(block.key, 0)
    return frozenset()
