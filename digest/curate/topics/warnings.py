"""What is wrong with topic rules: topics in, and for some faults the window they were tried on; a line a fault out.

A warning names the topic, the rule and the phrase, and says what comes of it. Nothing here stops a build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from digest.config.settings import Topic, Wording
from digest.curate.reading.phrases import compile_phrase
from digest.curate.reading.tokens import fold, words
from digest.curate.topics.filing import speakers
from digest.curate.topics.linking import LINKING
from digest.curate.topics.sightings import Lookout
from digest.curate.topics.wording import Asked, Wordings, all_asked, asked
from digest.model import Article, Story

_FEWEST_STORIES = 50
"""Of a smaller window nothing can be said."""
_EVERYTHING = 0.6
_COMMON = 0.5


def topic_warnings(topics: Sequence[Topic]) -> tuple[str, ...]:
    """Say what is wrong with the rules themselves: empty, contradictory, repeated or meaningless ones."""
    counts = Counter(topic.name for topic in topics)
    twice = [f"topic {name!r} stands there {count} times" for name, count in counts.items() if count > 1]
    return (*twice, *(line for topic in topics for line in _faults(topic)))


def window_warnings(stories: Sequence[Story], topics: Sequence[Topic]) -> tuple[str, ...]:
    """Say what the rules come to in a window: topics that fit all or nothing, and phrases that say nothing.

    `stories` come filed by `match_topics`.
    """
    articles = [article for story in stories for article in speakers(story)]
    return (*match_warnings(stories, topics), *_common_phrases(articles, topics))


def match_warnings(stories: Sequence[Story], topics: Sequence[Topic]) -> tuple[str, ...]:
    """Say which topics fit more than three in five stories of a window of fifty or more, or none at all."""
    if len(stories) < _FEWEST_STORIES:
        return ()
    counts = Counter(match.topic for story in stories for match in story.topics)
    lines = []
    for topic in topics:
        count = counts[topic.name]
        if count == 0:
            lines.append(f"topic {topic.name!r} fits none of {len(stories)} stories; {_widen(topic)}")
        elif count > _EVERYTHING * len(stories):
            lines.append(
                f"topic {topic.name!r} fits {count} of {len(stories)} stories and so tells none apart;"
                f" raise its min_score ({topic.min_score:g}) or name rarer phrases"
            )
    return tuple(lines)


def _widen(topic: Topic) -> str:
    if topic.all:
        return f"all demands {', '.join(repr(asked(item).text) for item in topic.all)} in one article"
    return f"add phrases, or lower its min_score ({topic.min_score:g})"


def _faults(topic: Topic) -> Iterator[str]:
    name = f"topic {topic.name!r}"
    if not any((*topic.any, *topic.all, topic.description.strip())):
        yield f"{name} is empty: it needs phrases under any or all, or a description"
    for rule, written in (("any", topic.any), ("all", topic.all), ("none", topic.none)):
        yield from (f"{name}: {line}" for line in _weak_phrases(rule, written))
    yield from (f"{name}: {line}" for line in _contradictions(topic))


def _weak_phrases(rule: str, written: Sequence[str | Wording]) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for phrase in map(asked, written):
        compiled = compile_phrase(phrase.bare)
        if compiled is None:
            yield f"the phrase {phrase.text!r} under {rule} has no letters; it is left out"
            continue
        key = (phrase.language, phrase.bare.casefold())
        if key in seen:
            yield f"the phrase {phrase.text!r} stands twice under {rule}"
        seen.add(key)
        said = words(phrase.bare.replace("*", " "))
        if len(compiled.plain) == 1 and compiled.plain.isascii():
            yield f"the phrase {phrase.text!r} under {rule} is a single letter: it stands in nearly every text"
        elif said and all(word in LINKING for word in said):
            yield f"the phrase {phrase.text!r} under {rule} is of words that only link others: it says nothing"


def _contradictions(topic: Topic) -> Iterator[str]:
    """Say which phrases under `any` or `all` hold one under `none`: where they stand, the topic is forbidden."""
    barred = [phrase for phrase in map(asked, topic.none) if compile_phrase(phrase.bare) is not None]
    for rule, written in (("any", topic.any), ("all", topic.all)):
        for phrase in map(asked, written):
            for other in _held(phrase, barred):
                outcome = "the topic can never match" if rule == "all" else "it can never match"
                covers = (
                    "stands" if fold(other.bare) == fold(phrase.bare) else f"is covered by {other.text!r}, which stands"
                )
                yield f"{phrase.text!r} under {rule} {covers} under none as well: {outcome}"


def _held(phrase: Asked, barred: Sequence[Asked]) -> list[Asked]:
    together = Wordings(barred, phrase.language, translate=False)
    text = fold(phrase.bare.replace("*", "")).strip()
    return [barred[place] for place in sorted({together.owners[form] for _, _, form in together.set.find(text)})]


def _common_phrases(articles: Sequence[Article], topics: Sequence[Topic]) -> Iterator[str]:
    if len(articles) < _FEWEST_STORIES:
        return
    phrases = all_asked(topics)
    lookout = Lookout(phrases)
    spread = Counter(place for article in articles for place in lookout.look(article))
    for topic in topics:
        for item in dict.fromkeys((*topic.any, *topic.all, *topic.none)):
            phrase = asked(item)
            count = spread[phrases.index(phrase)] if phrase in phrases else 0
            if count > _COMMON * len(articles):
                yield (
                    f"topic {topic.name!r}: the phrase {phrase.text!r} stands in {count} of {len(articles)} articles:"
                    " it is too common to say anything"
                )
