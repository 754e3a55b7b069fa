"""An article in; its sentences that may stand in a summary out, each with its place and with what it leans on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from digest.curate.highlights.leaning import knows_pointers, leans
from digest.curate.highlights.speech import keeps_speaker
from digest.model import Article, Excerpt
from digest.sentences import find_sentences, holds_whole_quotations
from digest.text import count_words, letters

MOST_SENTENCES: Final = 60
"""How far into the body a summary looks."""
_CLOSING: Final = "\"'”’“‘»«)]）」』】 "
_ASKS: Final = "?？؟;፧⁇"
_ENDS: Final = ".!。！．｡।॥۔።"
_UNMARKED: Final = frozenset({"km", "lo", "my", "th"})
"""Languages that close sentences with a blank, or often do."""
_CUT: Final = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\])\W*$")
_FURNITURE: Final = re.compile(
    r"^\W*(?:(?:read (?:more|also|next)|see also|subscribe|sign up|log in|click here|follow us|share this|"
    r"lire aussi|à lire aussi|abonnez-vous|lesen sie auch|mehr zum thema|abonnieren sie|lea también|lee también|"
    r"suscríbase|leia (?:também|mais)|assine|leggi anche|abbonati|lees ook|czytaj (?:też|także|więcej)|zobacz też|"
    r"читайте также|подписывайтесь|читайте також|підписуйтесь|ayrıca okuyun|اقرأ أيضا|اقرأ أيضًا)\b|"
    r"(?:photo(?:graph)?(?: by)?|file photo|image|watch|listen|related(?: stories)?|foto|bild|crédit photo) ?[:：]|"
    r"(?:advertisement|publicité|anzeige|werbung|publicidad|publicidade|pubblicità|advertentie|reklama|реклама)\W*$|"
    r"©|copyright (?:©|\(c\)|\d)|https?:|www\.|関連記事|あわせて読みたい|相關新聞|相关新闻|延伸閱讀|더 읽기)"
    r"|all rights reserved|appeared first on|todos los derechos reservados|tous droits réservés|"
    r"alle rechte vorbehalten",
    re.IGNORECASE,
)
"""What a page says of itself: calls to read on, to subscribe, credits, rights."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that a summary may print."""

    excerpt: Excerpt
    words: int
    order: int
    """Place among all sentences of its part, from 0: the one before it was left out where this skips a number."""
    leans: bool
    """It may only stand after the sentence before it."""
    is_sound: bool
    """It asks nothing, was not cut off, announces nothing with a colon, is no heading (in the body a mark closes it),
    stands in no quotation that began before it, and its own quotations are whole and attributed."""


def standfirst_candidates(article: Article) -> tuple[Candidate, ...]:
    """Give the sentences of the standfirst; () where it is not the article's own: its title again, or cut off."""
    text = article.standfirst
    if _CUT.search(text) or letters(text) == letters(article.title):
        return ()
    return _printable(_read(text, part="standfirst", paragraph=0, language=article.language))


def body_candidates(article: Article) -> tuple[Candidate, ...]:
    """Give the first 60 sentences of the body, each once, without those of one word and the furniture of a page."""
    everything = (
        candidate
        for place, paragraph in enumerate(article.body)
        for candidate in _read(paragraph, part="body", paragraph=place, language=article.language)
    )
    return _printable(islice(everything, MOST_SENTENCES))


def first_sentence(article: Article) -> Excerpt | None:
    """Give the first sentence of an article, whatever it is; None when it has no text."""
    parts: list[tuple[Literal["standfirst", "body"], int, str]] = [
        *(("body", place, paragraph) for place, paragraph in enumerate(article.body)),
        ("standfirst", 0, article.standfirst),
    ]
    for part, paragraph, text in parts:
        for start, end in find_sentences(text, article.language):
            return Excerpt(text[start:end], part, paragraph, start, end)
    return None


def _printable(sentences: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Number the sentences and leave out what is said again, single words and furniture."""
    found: dict[str, Candidate] = {}
    for order, sentence in enumerate(sentences):
        text = sentence.excerpt.text
        if sentence.words > 1 and _FURNITURE.search(text) is None:
            found.setdefault(text, replace(sentence, order=order))
    return tuple(found.values())


def _read(text: str, *, part: Literal["standfirst", "body"], paragraph: int, language: str) -> Iterator[Candidate]:
    inside = False
    for place, (start, end) in enumerate(find_sentences(text, language)):
        sentence = text[start:end]
        is_torn = not holds_whole_quotations(sentence)
        yield Candidate(
            Excerpt(sentence, part, paragraph, start, end),
            words=count_words(sentence, language),
            order=place,
            leans=leans(sentence, language) or (place > 0 and not knows_pointers(language)),
            is_sound=not inside
            and not is_torn
            and _is_sound(sentence, language)
            and (part == "standfirst" or _is_closed(sentence, language)),
        )
        inside = inside != is_torn


def _is_sound(sentence: str, language: str) -> bool:
    end = sentence.rstrip(_CLOSING)[-1:]
    asks = end in _ASKS if language.startswith("el") else end in _ASKS.replace(";", "")
    return not (asks or end in ":：" or _CUT.search(sentence) or not keeps_speaker(sentence, language))


def _is_closed(sentence: str, language: str) -> bool:
    return language.partition("-")[0].casefold() in _UNMARKED or sentence.rstrip(_CLOSING)[-1:] in tuple(_ENDS)
