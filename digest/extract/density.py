"""The second extractor: a page's blocks in, the text of the container that holds most running text out.

It knows no site and no class name, only where sentences stand; it answers where the first extractor finds nothing or
suspiciously little. The idea is that of Readability (https://github.com/mozilla/readability): a paragraph speaks for
the element around it, and half as loud for the one around that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from digest.extract.lines import PROSE_WORDS, Line
from digest.extract.markup import Block
from digest.text import count_words, letters

_TEXT_TAGS: Final = frozenset({"p", "li", "blockquote", "pre", "dd", "div", "section", "article", "td", "center"})
_HEADINGS: Final = frozenset({"h2", "h3", "h4"})
_LINKED: Final = 0.5
_FEWEST_WORDS: Final = 10
_HALF: Final = 0.5
_SHORT_OF: Final = 0.7
_AGREED: Final = 0.5
_FEWEST_AGREED: Final = 60
_FEWEST_MORE: Final = 80
_NOT_SEEN: Final = frozenset({"comments", "nav", "footer", "related", "promo", "form", "caption"})


def find_dense_lines(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the lines of the container with most running text, from its first sentence to its last."""
    weights = Counter[int]()
    for block in blocks:
        if _is_text(block) and Line(block.text).closed:
            words = block.words
            weights[block.parent] += words
            if block.grandparent != block.parent:
                weights[block.grandparent] += int(words * _HALF)
    if not weights:
        return ()
    best = max(weights, key=lambda number: weights[number])
    own = [block for block in blocks if best in {block.parent, block.grandparent}]
    taken = [block for block in own if _is_text(block) or (block.tag in _HEADINGS and not block.zone)]
    while taken and taken[-1].tag in _HEADINGS:
        taken.pop()
    return tuple(block.text for block in taken)


def is_short_of(lines: Sequence[str], fuller: Sequence[str]) -> bool:
    """Tell whether a text misses so much running text of a fuller one that it cannot be the whole article."""
    whole = "".join(map(letters, lines))
    missed = [line for line in fuller if count_words(line) >= PROSE_WORDS and letters(line) not in whole]
    words, more = sum(map(count_words, lines)), sum(map(count_words, missed))
    return more >= _FEWEST_MORE and words < _SHORT_OF * (words + more)


def agree(lines: Sequence[str], dense: Sequence[str]) -> bool:
    """Tell whether a text and the one of the densest container are the same article: each holds most of the other.

    Small texts never agree: there is too little to compare.
    """
    one, two = ({letters(line): count_words(line) for line in text} for text in (lines, dense))
    whole_one, whole_two = "".join(one), "".join(two)
    if sum(one.values()) < _FEWEST_AGREED:
        return False
    held = sum(words for key, words in one.items() if key in whole_two)
    told = sum(words for key, words in two.items() if key in whole_one)
    return held >= _AGREED * sum(one.values()) and told >= _AGREED * sum(two.values())


def is_shorter(lines: Sequence[str], declared: Sequence[str]) -> bool:
    """Tell whether a text has so many words fewer than the page declares of it that it cannot be the whole article.

    The same text with fewer paragraphs is taken for shorter, too.
    """
    if len(lines) == 1 < len(declared) and letters(lines[0]) == letters("".join(declared)):
        return True
    words, whole = (sum(map(count_words, text)) for text in (lines, declared))
    return whole - words >= _FEWEST_MORE and words < _SHORT_OF * whole


def _is_text(block: Block) -> bool:
    if block.zone in _NOT_SEEN or block.tag not in _TEXT_TAGS or block.linked > _LINKED:
        return False
    return block.words >= _FEWEST_WORDS
