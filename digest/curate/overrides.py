"""What editors said, made ready: overrides in, pairs of articles and verdicts on stories out.

Merges and splits become pairs of articles that the gathering keeps; bans of articles hold before it; pins, bans, leads
and moves are said of stories, and find them again by their id or by the articles that they had. Where overrides
contradict each other, the one made last holds, and `conflicts` says which one lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from digest.model import Override, Story, TopicMatch

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rulings:
    """The overrides in force for one newsletter."""

    together: tuple[Pair, ...] = ()
    """Ids of articles that are one story, sorted; no chain of them joins a pair of `apart`."""
    apart: tuple[Pair, ...] = ()
    """Ids of articles that are not, sorted."""
    banned: Mapping[str, Override] = field(default_factory=dict)
    """Article id -> the ban that keeps it out of every story."""
    on_stories: tuple[Override, ...] = ()
    """Pins, bans, leads and moves, in the order in which they were made."""
    gathered: tuple[Override, ...] = ()
    """The merges and splits, in the order in which they were made."""
    conflicts: tuple[str, ...] = ()
    """For a person: which override loses to which, and why."""

    @property
    def articles(self) -> tuple[str, ...]:
        """Every article that is named, sorted: needed to find their stories again."""
        named = {one for ruling in (*self.on_stories, *self.gathered) for one in (*ruling.articles, *ruling.others)}
        return tuple(sorted(named - self.banned.keys()))


def resolve_overrides(
    overrides: Iterable[Override], *, newsletter: str, known: Collection[str] | None = None
) -> Rulings:
    """Make the overrides of a newsletter, and those of all newsletters, ready; pairs are of `known` articles only."""
    own = [one for one in overrides if one.newsletter in {"", newsletter}]
    newest = sorted(own, key=lambda one: (one.made, one.id), reverse=True)
    together, apart, lost = _bind([one for one in newest if one.kind in {"merge", "split"}], known)
    kept: list[Override] = []
    for ruling in newest:
        if ruling.kind in {"merge", "split"}:
            continue
        winner = next((other for other in kept if _contradicts(ruling, other)), None)
        if winner is None:
            kept.append(ruling)
        else:
            lost.append(f"{name_override(ruling)} does not hold: {name_override(winner)} says otherwise, and is newer")
    kept.reverse()
    return Rulings(
        together=together,
        apart=apart,
        banned={one: ruling for ruling in kept if _is_article_ban(ruling) for one in ruling.articles},
        on_stories=tuple(ruling for ruling in kept if not _is_article_ban(ruling)),
        gathered=tuple(one for one in reversed(newest) if one.kind in {"merge", "split"}),
        conflicts=tuple(lost),
    )


def rule_stories(stories: Sequence[Story], rulings: Rulings) -> tuple[Story, ...]:
    """Give the stories, in their order, with their leads chosen, pinned or banned, and with what was said of them."""
    places = _places_of(stories)
    ruled = list(stories)
    for ruling in (*rulings.gathered, *rulings.on_stories):
        if ruling.kind != "move":
            for place in _touched(ruling, ruled, places):
                ruled[place] = _ruled(ruled[place], ruling)
    return tuple(ruled)


def move_stories(stories: Sequence[Story], rulings: Rulings) -> tuple[Story, ...]:
    """Give the stories, in their order, filed under the topics to which editors moved them."""
    places = _places_of(stories)
    moved = list(stories)
    for ruling in rulings.on_stories:
        if ruling.kind == "move":
            for place in _touched(ruling, moved, places):
                moved[place] = _moved(moved[place], ruling)
    return tuple(moved)


def name_override(override: Override) -> str:
    """Name an override for a person: "override 3 (split, anna, 2026-11-22)"."""
    who = f"{override.author}, " if override.author else ""
    return f"override {override.id} ({override.kind}, {who}{override.made:%Y-%m-%d %H:%M})"


def describe_override(override: Override) -> str:
    """Say what an override does, for a person, with its author's reason."""
    what = {
        "merge": "put together by hand",
        "split": "kept apart by hand",
        "pin": "pinned",
        "ban": "banned",
        "move": f"taken out of {override.topic}" if override.remove else f"moved to {override.topic}",
        "lead": "lead chosen by hand",
    }[override.kind]
    note = f": {override.note}" if override.note else ""
    return f"{what}, {name_override(override)}{note}"


class _Groups:
    """Articles that grow together pair by pair; each join remembers the override that made it."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self.members: dict[str, set[str]] = {}
        self.rulings: dict[str, list[Override]] = {}

    def root(self, one: str) -> str:
        while (above := self._above.get(one, one)) != one:
            one = above
        return one

    def group(self, one: str) -> set[str]:
        return self.members.get(self.root(one), {one})

    def join(self, pair: Pair, ruling: Override) -> None:
        left, right = sorted((self.root(pair[0]), self.root(pair[1])))
        made = self.rulings.setdefault(left, [])
        if left != right:
            self._above[right] = left
            self.members[left] = self.members.get(left, {left}) | self.members.pop(right, {right})
            made.extend(self.rulings.pop(right, ()))
        made.append(ruling)


def _bind(
    newest: Sequence[Override], known: Collection[str] | None
) -> tuple[tuple[Pair, ...], tuple[Pair, ...], list[str]]:
    """Take merges and splits, the newest first, each as far as it contradicts none before it."""
    groups = _Groups()
    together: set[Pair] = set()
    apart: dict[Pair, Override] = {}
    foes: dict[str, dict[str, Override]] = {}
    lost: list[str] = []
    for ruling in newest:
        blockers: dict[int, Override] = {}
        for pair in _pairs(ruling, known):
            if ruling.kind == "split":
                if groups.root(pair[0]) == groups.root(pair[1]):
                    blockers.update({one.id: one for one in groups.rulings[groups.root(pair[0])]})
                else:
                    apart.setdefault(pair, ruling)
                    foes.setdefault(pair[0], {}).setdefault(pair[1], ruling)
                    foes.setdefault(pair[1], {}).setdefault(pair[0], ruling)
            elif found := _between(groups.group(pair[0]), groups.group(pair[1]), foes):
                blockers[found.id] = found
            else:
                together.add(pair)
                groups.join(pair, ruling)
        if blockers:
            lost.append(_said_lost(ruling, [blockers[one] for one in sorted(blockers)]))
    return tuple(sorted(together)), tuple(sorted(apart)), lost


def _pairs(ruling: Override, known: Collection[str] | None) -> list[Pair]:
    """Give the pairs that a merge joins (everything to its first article) or a split parts (each with each)."""
    own, others = (
        [one for one in dict.fromkeys(ids) if known is None or one in known] for ids in (ruling.articles, ruling.others)
    )
    if ruling.kind == "merge":
        everything = [*own, *others]
        return [(min(everything[0], one), max(everything[0], one)) for one in everything[1:] if one != everything[0]]
    return sorted({(min(one, other), max(one, other)) for one in own for other in others if one != other})


def _between(mine: set[str], theirs: set[str], foes: Mapping[str, Mapping[str, Override]]) -> Override | None:
    """Give a split that stands between two groups."""
    few, many = sorted((mine, theirs), key=lambda group: (len(group), min(group)))
    for one in sorted(few):
        for other in sorted(foes.get(one, {})):
            if other in many:
                return foes[one][other]
    return None


def _said_lost(ruling: Override, blockers: Sequence[Override]) -> str:
    names = " and ".join(name_override(one) for one in blockers)
    verb, be = ("keeps apart", "is") if ruling.kind == "merge" else ("puts together", "is")
    if len(blockers) > 1:
        verb, be = verb.replace("keeps", "keep").replace("puts", "put"), "are"
    aim = "join" if ruling.kind == "merge" else "part"
    return f"{name_override(ruling)} does not hold for all it would {aim}: {names}, which {be} newer, {verb} some of it"


def _contradicts(older: Override, newer: Override) -> bool:
    """Tell whether two verdicts on one story, or one article, say different things."""
    kinds = {older.kind, newer.kind}
    if not _is_same_target(older, newer):
        return False
    if kinds == {"pin", "ban"}:
        return True
    if kinds == {"lead"}:
        return older.articles != newer.articles
    return kinds == {"move"} and older.topic == newer.topic and older.remove != newer.remove


def _is_same_target(one: Override, other: Override) -> bool:
    if one.story and other.story:
        return one.story == other.story
    return not set(one.articles).isdisjoint(other.articles) if one.story == other.story else False


def _is_article_ban(ruling: Override) -> bool:
    return ruling.kind == "ban" and not ruling.story


def _places_of(stories: Sequence[Story]) -> dict[str, int]:
    """Give each article's and each story's place among the stories."""
    places = {article.id: place for place, story in enumerate(stories) for article in story.articles}
    return places | {f"story {story.id}": place for place, story in enumerate(stories)}


def _touched(ruling: Override, stories: Sequence[Story], places: Mapping[str, int]) -> list[int]:
    """Give the places of the stories that a ruling is about.

    One that was said of a story holds for the one that has its id, and for each that has half of the articles that it
    had then, or consists to a half of them; one that was said of an article, for the story that holds it.
    """
    held: dict[int, int] = {}
    for one in ruling.articles:
        if one in places:
            held[places[one]] = held.get(places[one], 0) + 1
    if ruling.kind in {"merge", "split", "lead"} or not ruling.story:
        return sorted(held)
    present = sum(held.values())
    touched = {
        place for place, count in held.items() if 2 * count >= present or 2 * count >= len(stories[place].articles)
    }
    if f"story {ruling.story}" in places:
        touched.add(places[f"story {ruling.story}"])
    return sorted(touched)


def _ruled(story: Story, ruling: Override) -> Story:
    said = replace(story, rulings=(*story.rulings, describe_override(ruling)))
    if ruling.kind == "pin":
        return replace(said, pinned=True, banned=False)
    if ruling.kind == "ban":
        return replace(said, banned=True, pinned=False)
    if ruling.kind == "lead":
        chosen = [article for article in story.articles if article.id in ruling.articles]
        rest = [article for article in story.articles if article.id not in ruling.articles]
        first = {voice.original for voice in story.voices if chosen[0].id in (voice.original, *voice.copies)}
        voices = sorted(story.voices, key=lambda voice: voice.original not in first)
        return replace(said, articles=(*chosen, *rest), voices=tuple(voices))
    return said


def _moved(story: Story, ruling: Override) -> Story:
    others = tuple(match for match in story.topics if match.topic != ruling.topic)
    said = describe_override(ruling)
    own = () if ruling.remove else (TopicMatch(ruling.topic, 1.0, (said,)),)
    return replace(story, topics=(*own, *others), rulings=(*story.rulings, said))
