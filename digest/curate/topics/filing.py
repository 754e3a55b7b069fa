"""Which of an editor's subjects a story belongs under: stories and topics in, stories with their topics out.

A phrase counts by where it stands (title > standfirst > lead > body) and by how many different ones there are; the
description is a weak signal. Scores are pooled over the voices of a story. Many topics are allowed, and none.
Measured by `python -m bench topics`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.config.settings import Topic
from digest.curate.reading.phrases import Phrase, PhraseSet, compile_phrase
from digest.curate.reading.tokens import fold, is_unspaced, words
from digest.model import Article, Story, TopicMatch

_WEIGHTS: Mapping[str, float] = {"title": 0.55, "standfirst": 0.35, "lead": 0.3, "body": 0.11}
_REPEATS = 0.5
"""What the second and third time of a phrase in one place adds, as a share of the first."""
_DESCRIPTION = 0.5
_SHOWN = 5
_FEWEST_LETTERS = 3
# A description has no language of its own, so these are of many: words of three letters or more that link others, and
# none that is a name or a noun in another of the languages ("war", "fur" and "sur" are missing for that reason).
_LINKING = frozenset(
    words("""
        about after against all also among and another any are because been before being between both but can during
        each for from had has have her his how into its more most not other others our over she such than that the
        their them then there these they this those through under until was were what when where which while who whom
        whose why will with within without would you your
        aux avec ces cette chez comme dans des elle entre est les leur leurs par pas pour que qui ses sont une vers
        auf aus bei bis das dem den der des die durch ein eine einem einen einer eines gegen mit nach oder sich sowie
        sind und vom von wie wird zum zur zwischen
        como con contra del desde entre hacia las los para pero por que sobre sus una unas unos
        alla anche dal dalla degli dei della delle gli nel nella non per sono tra
        aos com das dos ela ele entre nas nos pela pelo seu sua uma
        een het met naar niet ook tegen tussen van voor
        без для его или как они при про что это або від між над під ці
        التي الذي إلى بعد بين على عند قبل من هذا هذه
    """)
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A topic, the places of its phrases among all phrases, and the rarity of the words of its description."""

    topic: Topic
    any: tuple[int, ...]
    all: tuple[int, ...]
    none: tuple[int, ...]
    description: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Reading:
    """How often each phrase stands in each part of an article, and the words of its head (all but the later body)."""

    counts: Mapping[int, Mapping[str, int]]
    """Place of the phrase -> part, in order of weight -> count."""
    head: frozenset[str]


def match_topics(stories: Sequence[Story], topics: Sequence[Topic]) -> tuple[Story, ...]:
    """Give the stories, in their order, each with the topics it reaches `min_score` of, best first.

    An article in which a phrase of `none` stands counts nothing for that topic; one that lacks a phrase of `all`
    neither. A story's score is the mean over the better half of its voices, so that voices in languages in which the
    editor wrote no phrase do not outvote those that could match.
    """
    phrases = _phrases(topics)
    rules = _compile(topics, stories, phrases)
    together = PhraseSet(phrases)
    written = [phrase.written for phrase in phrases]
    found = [_match_rules(_read(story, together), rules, written) for story in stories]
    spread = Counter(match.topic for matches in found for match in matches)

    def order(match: TopicMatch) -> tuple[float, int, str]:
        """Of two that fit equally well, the one that fits fewer stories says more about this one."""
        return (-match.score, spread[match.topic], match.topic)

    return tuple(
        replace(story, topics=tuple(sorted(matches, key=order))) for story, matches in zip(stories, found, strict=True)
    )


def topic_warnings(topics: Sequence[Topic]) -> tuple[str, ...]:
    """Say which topics can never match, or forbid what they ask for."""
    warnings = []
    for topic in topics:
        if not any((*topic.any, *topic.all, topic.description.strip())):
            warnings.append(f"topic {topic.name!r} is empty: it needs phrases under any or all, or a description")
        wanted = {fold(phrase).strip(): phrase for phrase in (*topic.any, *topic.all)}
        warnings.extend(
            f"topic {topic.name!r}: {phrase!r} stands under none and under any or all: it can never match"
            for phrase in topic.none
            if fold(phrase).strip() in wanted
        )
        warnings.extend(
            f"topic {topic.name!r}: the phrase {phrase!r} has no letters"
            for phrase in (*topic.any, *topic.all, *topic.none)
            if compile_phrase(phrase) is None
        )
    return tuple(warnings)


def _compile(topics: Sequence[Topic], stories: Sequence[Story], phrases: Sequence[Phrase]) -> list[_Rule]:
    place = {(phrase.plain, phrase.ends_open): number for number, phrase in enumerate(phrases)}

    def places(written: Sequence[str]) -> tuple[int, ...]:
        """Give the places of phrases, each once: 'israel*' and 'israël*' are the same when accents do not count."""
        compiled = filter(None, map(compile_phrase, written))
        return tuple(dict.fromkeys(place[phrase.plain, phrase.ends_open] for phrase in compiled))

    contents = [_content_words(topic.description) for topic in topics]
    described = frozenset[str]().union(*contents)
    texts = [_content_words(f"{story.lead.title} {story.lead.standfirst}") for story in stories] if described else []
    spread = Counter(word for text in texts for word in described & text)
    rarity = {
        word: math.log((len(texts) + 1) / (spread[word] + 1)) for word in described if 2 * spread[word] <= len(texts)
    }
    return [
        _Rule(
            topic=topic,
            any=places(topic.any),
            all=places(topic.all),
            none=places(topic.none),
            description={word: rarity[word] for word in sorted(content) if word in rarity},
        )
        for topic, content in zip(topics, contents, strict=True)
    ]


def _content_words(text: str) -> frozenset[str]:
    """Give the words of a text that have content: short and linking ones have none.

    In scripts without spaces a word is a pair of characters, and two are not too short.
    """
    return frozenset(
        word for word in words(text) if word not in _LINKING and (len(word) >= _FEWEST_LETTERS or is_unspaced(word))
    )


def _phrases(topics: Sequence[Topic]) -> list[Phrase]:
    """Compile the phrases of all topics, each once."""
    written = [phrase for topic in topics for phrase in (*topic.any, *topic.all, *topic.none)]
    compiled = filter(None, map(compile_phrase, written))
    unique: dict[tuple[str, bool], Phrase] = {}
    for phrase in compiled:
        unique.setdefault((phrase.plain, phrase.ends_open), phrase)
    return list(unique.values())


def _match_rules(readings: Sequence[_Reading], rules: Sequence[_Rule], written: Sequence[str]) -> list[TopicMatch]:
    return [match for rule in rules if (match := _match_story(readings, rule, written)) is not None]


def _match_story(readings: Sequence[_Reading], rule: _Rule, written: Sequence[str]) -> TopicMatch | None:
    ranked = sorted((_score(reading, rule, written) for reading in readings), key=lambda item: (-item[0], item[1]))
    better = ranked[: math.ceil(len(ranked) / 2)]
    score = round(sum(item[0] for item in better) / max(1, len(better)), 4)
    if score <= 0 or score < rule.topic.min_score:
        return None
    return TopicMatch(rule.topic.name, score, ranked[0][1])


def _read(story: Story, phrases: PhraseSet) -> list[_Reading]:
    originals = {voice.original for voice in story.voices}
    return [_read_article(article, phrases) for article in story.articles if article.id in originals]


def _read_article(article: Article, phrases: PhraseSet) -> _Reading:
    parts = {
        "title": fold(f"{article.kicker}\n{article.title}"),
        "standfirst": fold(article.standfirst),
        "lead": fold(" ".join(article.body[:1])),
        "body": fold("\n".join(article.body[1:])),
    }
    counts: dict[int, dict[str, int]] = {}
    for part, text in parts.items():
        for _, _, place in phrases.find(text):
            found = counts.setdefault(place, {})
            found[part] = found.get(part, 0) + 1
    return _Reading(counts, _content_words(f"{parts['title']} {parts['standfirst']} {parts['lead']}"))


def _score(reading: _Reading, rule: _Rule, written: Sequence[str]) -> tuple[float, tuple[str, ...]]:
    """Score one article, 0 to 1, with the reasons."""
    if any(phrase in reading.counts for phrase in rule.none):
        return 0.0, ()
    missed, reasons = 1.0, []
    for kind, phrases in (("any", rule.any), ("all", rule.all)):
        found = [(phrase, reading.counts[phrase]) for phrase in phrases if phrase in reading.counts]
        if kind == "all" and len(found) < len(phrases):
            return 0.0, ()
        for phrase, places in found:
            for part, count in places.items():
                missed *= (1 - _WEIGHTS[part]) * (1 - _REPEATS * _WEIGHTS[part]) ** min(count - 1, 2)
            reasons.append(f"{kind}: {written[phrase]!r} in {next(iter(places))}")
    likeness, shared = _likeness(reading.head, rule.description)
    if shared:
        missed *= 1 - _DESCRIPTION * likeness
        reasons.append(f"description: {', '.join(shared)}")
    return 1 - missed, tuple(reasons[:_SHOWN])


def _likeness(head: frozenset[str], description: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
    """Give how much of a description's rare words an article's head holds (0 to 1), and the rarest of them."""
    if head.isdisjoint(description):
        return 0.0, ()
    shared = sorted((word for word in description if word in head), key=lambda word: (-description[word], word))
    square = sum(value * value for value in description.values()) or 1.0
    return math.sqrt(sum(description[word] ** 2 for word in shared) / square), tuple(shared[:3])
