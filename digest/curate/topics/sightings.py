"""Where the phrases of all topics stand in an article: an article in, its sightings out, in one pass over the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.curate.reading.tokens import fold
from digest.curate.topics.wording import Asked, Wordings, straighten
from digest.model import Article

WEIGHTS: Mapping[str, float] = {"title": 0.55, "standfirst": 0.35, "lead": 0.3, "body": 0.11}
"""What one mention counts in each part, 0 to 1, heaviest first."""
_REPEATS = 0.5
"""What the second and third time of a phrase in one place adds, as a share of the first."""
_MOST_LETTERS = 40_000
"""Of a body: eight times a long report. A phrase that stands only behind that is no evidence of a subject."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A phrase in an article: how often in each part, in order of weight, and the other word it was found as."""

    counts: Mapping[str, int]
    translated: str = ""

    @property
    def part(self) -> str:
        """The weightiest part in which it stands."""
        return next(iter(self.counts))

    def missed(self, rarity: float) -> float:
        """Give the chance, 0 to 1, that an article with these mentions of a phrase is not about it."""
        missed = 1.0
        for part, count in self.counts.items():
            weight = rarity * WEIGHTS[part]
            missed *= (1 - weight) * (1 - _REPEATS * weight) ** min(count - 1, 2)
        return missed


class Lookout:
    """Looks for phrases in articles of any language; the forms of a language are made when its first article comes."""

    def __init__(self, phrases: Sequence[Asked], *, bend: bool = True, translate: bool = True) -> None:
        """Take the phrases; they go by their place."""
        self._phrases = tuple(phrases)
        self._bend, self._translate = bend, translate
        self._wordings: dict[str, Wordings] = {}

    def look(self, article: Article) -> dict[int, Sighting]:
        """Give the sightings of an article: place of the phrase -> where it stands."""
        if not self._phrases:
            return {}
        wordings = self._in_language(article.language)
        counts: dict[int, dict[str, int]] = {}
        translated: dict[int, str] = {}
        for part, text in _parts(article):
            seen: set[tuple[int, int]] = set()
            for begin, _, form in wordings.set.find(fold(straighten(text))):
                place = wordings.owners[form]
                if (place, begin) not in seen:
                    seen.add((place, begin))
                    found = counts.setdefault(place, {})
                    found[part] = found.get(part, 0) + 1
                    translated.setdefault(place, wordings.translated[form])
        return {place: Sighting(counts[place], translated[place]) for place in sorted(counts)}

    def _in_language(self, language: str) -> Wordings:
        bare = language.partition("-")[0].lower()
        if bare not in self._wordings:
            self._wordings[bare] = Wordings(self._phrases, bare, bend=self._bend, translate=self._translate)
        return self._wordings[bare]


def _parts(article: Article) -> Iterator[tuple[str, str]]:
    title = f"{article.kicker}\n{article.title}"
    for part, text in (
        ("title", title),
        ("standfirst", article.standfirst),
        ("lead", "\n".join(article.body[:1])[:_MOST_LETTERS]),
        ("body", _body(article.body[1:])),
    ):
        if text:
            yield part, text


def _body(paragraphs: Sequence[str]) -> str:
    taken, letters = [], 0
    for paragraph in paragraphs:
        taken.append(paragraph[: _MOST_LETTERS - letters])
        letters += len(paragraph)
        if letters >= _MOST_LETTERS:
            break
    return "\n".join(taken)
