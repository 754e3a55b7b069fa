"""What an editor's phrase looks like in print: topics and a language in, every form of every phrase out.

A plain phrase matches in every language as it is written, bends as the language of the article bends (`inflection`),
and stands in other languages for the same news concept (`reading.lexicon`) or the same place (`reading.places`). A
phrase in double quotes is taken literally. A phrase given for one language is looked for in articles of that language,
and in those of which no language is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.config.settings import Topic, Wording
from digest.curate.reading.lexicon import concept_forms, concept_of
from digest.curate.reading.phrases import Phrase, PhraseSet, compile_phrase
from digest.curate.reading.places import place_forms, place_named
from digest.curate.reading.tokens import fold
from digest.curate.topics.inflection import inflect

_WRITTEN_IN = "en"
"""The language in which a plain phrase is looked up: a config says nothing of its own, and most are in English."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrase of a config, once for however many topics name it."""

    text: str
    """As the editor wrote it."""
    language: str = ""
    """"" for a phrase that matches in every language."""

    @property
    def is_literal(self) -> bool:
        """Whether it stands in double quotes: neither bent nor translated."""
        return len(self.text) > 1 and self.text[0] == self.text[-1] == '"'

    @property
    def bare(self) -> str:
        """The phrase without its quotes, its apostrophes straight."""
        return straighten(self.text.strip('"') if self.is_literal else self.text).strip()


def asked(written: str | Wording) -> Asked:
    """Read one item of `any`, `all` or `none`."""
    return Asked(written) if isinstance(written, str) else Asked(written.text, _bare(written.language))


def all_asked(topics: Sequence[Topic]) -> tuple[Asked, ...]:
    """Give the phrases of all topics, each once, in their order; those without letters left out."""
    found = (asked(item) for topic in topics for item in (*topic.any, *topic.all, *topic.none))
    return tuple(dict.fromkeys(phrase for phrase in found if compile_phrase(phrase.bare) is not None))


class Wordings:
    """All forms of some phrases in one language, to be looked for together."""

    def __init__(self, phrases: Sequence[Asked], language: str, *, bend: bool = True, translate: bool = True) -> None:
        """Compile the forms that articles of `language` ("" for unknown) may hold."""
        compiled: list[Phrase] = []
        self.owners: list[int] = []
        """For each form: the place of its phrase."""
        self.translated: list[str] = []
        """For each form: how it is written, where that is another word than the editor's; else ""."""
        for place, phrase in enumerate(phrases):
            for form, is_translated in _forms(phrase, _bare(language), bend=bend, translate=translate):
                made = compile_phrase(form)
                if made is not None:
                    compiled.append(made)
                    self.owners.append(place)
                    self.translated.append(form if is_translated else "")
        self.set = PhraseSet(compiled)


def straighten(text: str) -> str:
    """Make typographic quotes and dashes plain: a text of ASCII is folded ten times as fast."""
    if text.isascii():
        return text
    for sign, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("—", " - "), ("–", "-"), ("\u00a0", " ")):
        text = text.replace(sign, plain)
    return text


def _forms(phrase: Asked, language: str, *, bend: bool, translate: bool) -> Iterator[tuple[str, bool]]:
    if phrase.language and language and phrase.language != language:
        return
    yield phrase.bare, False
    if phrase.is_literal:
        return
    bent = inflect(phrase.bare, language) if bend else ()
    seen = {phrase.bare, *bent}
    yield from ((form, False) for form in bent if form != phrase.bare)
    if translate and language and not phrase.language:
        for form in _translations(phrase.bare, language):
            if form not in seen:
                seen.add(form)
                yield form, True


def _translations(phrase: str, language: str) -> tuple[str, ...]:
    """Give what another language writes for a phrase; () in a language that writes it as it is.

    An editor who writes 'earthquake' may not mean 'tremor': a phrase gets no synonyms in its own language.
    """
    if language == _WRITTEN_IN:
        return ()
    concept, place = _named(phrase)
    forms = concept_forms(concept, language) if concept else ()
    if fold(phrase).rstrip("*") in {fold(form).rstrip("*") for form in forms}:
        forms = ()
    return (*forms, *(place_forms(place, language) if place else ()))


@lru_cache(maxsize=1 << 12)
def _named(phrase: str) -> tuple[str | None, str | None]:
    """Give the concept and the place that a plain phrase names in English."""
    return concept_of(phrase, _WRITTEN_IN), place_named(phrase, _WRITTEN_IN)


def _bare(language: str) -> str:
    return language.partition("-")[0].lower()
