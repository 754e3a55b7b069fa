"""The running text of a page: a piece's blocks in, its paragraphs with the furniture that stands between them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from digest.sample.furniture import Phrases
from digest.sample.manuscripts import Block
from digest.sample.newsroom import Piece

from .markup import Html, Skeleton, as_html, concat

AD_AFTER, READ_ALSO_AFTER = 2, 3


def lay_out_body(
    piece: Piece,
    *,
    skeleton: Skeleton,
    phrases: Phrases,
    related: Sequence[tuple[str, str]],
) -> Html:
    """Print the blocks of a piece with an ad, related links, the promo in the middle and each quote once more.

    `related` are the addresses and titles of the outlet's other pieces.
    """
    printed = list(print_blocks(piece, skeleton))
    inserts = {
        AD_AFTER: skeleton.fill("ad", text=phrases.advertisement),
        READ_ALSO_AFTER: skeleton.fill("read_also", title=phrases.read_also, links=skeleton.links(related)),
    }
    promo = skeleton.fill(
        "promo",
        title=phrases.promo_title,
        text=phrases.promo_text,
        button=phrases.promo_button,
    )
    middle = (len(printed) + 1) // 2
    lines: list[Html] = []
    for position, html in enumerate(printed, start=1):
        lines.append(html)
        if position < len(printed):
            lines.append(inserts.get(position, Html()))
        if position == middle:
            lines.append(promo)
    return Html("\n".join(line for line in lines if line))


def print_blocks(piece: Piece, skeleton: Skeleton) -> Iterator[Html]:
    """Print each block; a pulled quote comes back after the block that follows it, as small screens are served."""
    repeat = Html()
    opening = dateline_of(piece, skeleton)
    for is_item, run in groupby(piece.body, key=lambda block: block.kind == "item"):
        if is_item:
            items = concat(skeleton.fill("item", text=block.text) for block in run)
            yield Html(skeleton.fill("list", items=items) + repeat)
            repeat = Html()
            continue
        for block in run:
            html, again = print_block(block, skeleton=skeleton, opening=opening)
            yield Html(html + repeat)
            repeat = again
            if block.kind == "paragraph":
                opening = Html()
    if repeat:
        yield repeat


def print_block(block: Block, *, skeleton: Skeleton, opening: Html) -> tuple[Html, Html]:
    """Print one block that is not a list item; a quote gives its repetition too."""
    if block.kind == "quote":
        return skeleton.fill("quote", text=block.text), skeleton.fill("repeat", text=block.text)
    if block.kind == "subheading":
        return skeleton.fill("subheading", text=block.text), Html()
    return skeleton.fill("paragraph", text=Html(opening + as_html(block.text))), Html()


def dateline_of(piece: Piece, skeleton: Skeleton) -> Html:
    """Print the place that opens the first paragraph, as `TAIPEI — `, unless the text itself opens with it."""
    if not piece.dateline or piece.body[0].text.startswith(piece.dateline):
        return Html()
    return skeleton.fill("dateline", place=piece.dateline, outlet=piece.outlet.name)
