"""The same news in other words: a text in, the concepts that it names out, whatever its language.

The table beside this file is the project's own: news concepts as rows, 29 languages as columns, in each cell the
words by which the press of that language says it, as phrases (`phrases.py`); doubtful cells are empty. It ties an
Arabic text to a Japanese one, and lets an editor's English phrase match both.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from digest.curate.reading.phrases import PhraseSet, compile_phrase
from digest.curate.reading.tokens import fold

_TABLE = "lexicon.tsv"
_PRINTS_LATIN_NAMES = frozenset("am ar bg bn el fa he hi ja ko ru ta th uk ur zh".split())  # noqa: SIM905 - legible
"""Languages of other scripts, whose press prints brands and bodies in Latin letters: 'TikTok', 'NATO', 'AI'."""
_JOINS_ITS_PARTICLES = frozenset({"ko"})
"""Languages whose particles follow a noun without a blank: each form stands for any ending."""


def find_concepts(text: str, language: str) -> tuple[str, ...]:
    """Give the concepts that a text names, in its order, repeats included; () in a language that has no column.

    Of forms that overlap the longest counts: a prime minister is no minister besides.
    """
    forms = _forms(_bare(language))
    found, reached = [], 0
    spans = forms.phrases.find(fold(text))
    for begin, end, place in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        if begin >= reached:
            found.append(forms.concepts[place])
            reached = end
    return tuple(found)


def concept_of(phrase: str, language: str) -> str | None:
    """Give the concept that an editor's phrase names in a language; None for no concept, or for more than one.

    A phrase that ends in `*` names a concept whose forms all begin so ('immigra*' -> 'immigration').
    """
    forms = _forms(_bare(language))
    compiled = compile_phrase(phrase)
    if compiled is None or not compiled.is_literal:
        return None
    bare = compiled.plain
    named = {forms.concepts[place] for begin, end, place in forms.phrases.find(bare) if end - begin == len(bare)}
    if not named and compiled.ends_open:
        named = {concept for form, concept in forms.written.items() if form.startswith(bare)}
    return named.pop() if len(named) == 1 else None


def concept_forms(concept: str, language: str) -> tuple[str, ...]:
    """Give the phrases by which a language names a concept; () when nobody knows."""
    return _table().get(concept, {}).get(_bare(language), ())


def all_concepts() -> tuple[str, ...]:
    """Give every concept, sorted."""
    return tuple(_table())


def lexicon_languages() -> tuple[str, ...]:
    """Give the languages of the table, in the order of its columns."""
    return tuple(next(iter(_table().values()), {}))


class _Forms:
    """All forms of a language, compiled together, and the concept of each."""

    def __init__(self, language: str) -> None:
        compiled = [
            (phrase, concept)
            for concept, cells in _table().items()
            for form in (*cells.get(language, ()), *(cells["en"] if language in _PRINTS_LATIN_NAMES else ()))
            if (phrase := compile_phrase(form)) is not None
        ]
        self.phrases = PhraseSet([phrase for phrase, _ in compiled])
        self.concepts = tuple(concept for _, concept in compiled)
        self.written = {phrase.plain: concept for phrase, concept in compiled}


@lru_cache(maxsize=64)
def _forms(language: str) -> _Forms:
    return _Forms(language)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    lines = (files(__package__) / _TABLE).read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {
        row[0]: {language: _cell(cell, language) for language, cell in zip(header[1:], row[1:], strict=True)}
        for row in rows
    }


def _cell(cell: str, language: str) -> tuple[str, ...]:
    forms = [form for form in cell.split("|") if form]
    if language in _JOINS_ITS_PARTICLES:
        forms = [f"{form.rstrip('*')}*" for form in forms]
    return tuple(forms)


def _bare(language: str) -> str:
    return language.partition("-")[0].lower()
