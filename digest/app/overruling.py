"""An editor's word on stories: names of stories and articles in, stored overrides out.

A name is the id of a story of the last build, or the id, address or feed link of an article. Without a newsletter a
name may be of any of them, and what is said holds for all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from digest.app.application import App
from digest.config import Newsletter
from digest.curate.overrides import resolve_overrides
from digest.errors import UsageError
from digest.model import Article, Override, Story


@dataclass(frozen=True, slots=True)
class Target:
    """What a name stands for: a story, or an article with the story that holds it."""

    newsletter: str
    """Whose last build has the story; "" where none has."""
    story: Story | None
    place: int
    """The story's place by rank, 1 is the best; 0 where there is none."""
    article: Article | None
    """None where the name is that of a story."""

    @property
    def articles(self) -> tuple[str, ...]:
        """What an override of this names: the article, or all of the story's."""
        if self.article is not None:
            return (self.article.id,)
        return tuple(article.id for article in self.story.articles) if self.story else ()

    @property
    def story_id(self) -> str:
        """The story's id where the name is that of a story."""
        return self.story.id if self.story is not None and self.article is None else ""

    @property
    def title(self) -> str:
        """For a person."""
        if self.article is not None:
            return f"{self.article.outlet}: {self.article.title}"
        return f"story {self.story.id}: {self.story.lead.title}" if self.story else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who says something, for whom, and why."""

    app: App
    newsletter: str = ""
    """"" for all of them."""
    author: str = ""
    note: str = ""

    def find(self, name: str) -> Target:
        """What the name stands for; raises UsageError."""
        newsletters = self._newsletters()
        for newsletter in newsletters:
            found = self.app.store.find_story(newsletter.name, name)
            if found is not None and found[0].id == name:
                return Target(newsletter.name, *found, None)
        article = self.app.store.find_article(name)
        if article is None:
            shown = newsletters[0].name
            raise UsageError(
                f"{name}: no story of the last build and no article has this id or address;"
                f" 'digest stories list {shown}' names the stories, 'digest explain {name}' says what is known of it"
            )
        for newsletter in newsletters:
            found = self.app.store.find_story(newsletter.name, article.id)
            if found is not None:
                return Target(newsletter.name, *found, article)
        return Target("", None, 0, article)

    def merge(self, one: str, other: str) -> Override:
        """Put two stories (or articles) together; raises UsageError."""
        left, right = self.find(one), self.find(other)
        if set(left.articles) == set(right.articles):
            raise UsageError(f"{one} and {other} are the same; name two stories, or an article and a story")
        return self._say(
            Override("merge", left.articles, self._now(), right.articles, story=left.story_id or right.story_id)
        )

    def split(self, one: str, other: str | None) -> Override:
        """Keep an article, with the copies of its text, apart from a story (default: its own); raises UsageError."""
        left = self.find(one)
        if other is None and left.article is None:
            raise UsageError(
                f"{one} is a story; name the article that does not belong to it ('digest stories show {one}' lists"
                " them), or the story that it is to be kept apart from"
            )
        own = _with_copies(left)
        if other is not None:
            against = self.find(other).articles
        else:
            against = tuple(article.id for article in left.story.articles) if left.story else ()
        rest = tuple(article for article in against if article not in own)
        if not rest and left.article is not None:
            own = left.articles
            rest = tuple(article for article in against if article not in own)
        if not rest:
            raise UsageError(
                f"{one} stands alone already; name what it is to be kept apart from: 'digest stories split {one} FROM'"
            )
        return self._say(Override("split", own, self._now(), rest))

    def rule(self, kind: Literal["pin", "ban"], name: str) -> Override:
        """Print a story whatever its rank, or print it never; a banned article is in no story. Raises UsageError."""
        target = self.find(name)
        return self._say(Override(kind, target.articles, self._now(), story=target.story_id))

    def move(self, name: str, topic: str, *, remove: bool) -> Override:
        """File a story under a topic, or take it out of one; raises UsageError."""
        target = self.find(name)
        known = {one.name.casefold(): one.name for one in self.app.settings.topics}
        if topic.casefold() not in known:
            listed = ", ".join(known.values()) or "none"
            raise UsageError(f"{topic!r} is no topic of {self.app.config_file}; it has: {listed}")
        named = known[topic.casefold()]
        made = self._now()
        return self._say(Override("move", target.articles, made, story=target.story_id, topic=named, remove=remove))

    def lead(self, name: str, article: str) -> Override:
        """Let an article of a story stand for it; raises UsageError."""
        target, chosen = self.find(name), self.find(article)
        if target.story is None:
            raise UsageError(f"{name} is in no story of the last build; 'digest build' makes one")
        if chosen.article is None:
            raise UsageError(f"{article} is a story; name one of its articles: 'digest stories show {article}'")
        if all(one.id != chosen.article.id for one in target.story.articles):
            raise UsageError(
                f"{article} is not in story {target.story.id}; 'digest stories merge {target.story.id} {article}' puts"
                " it there, and the next build lets it lead"
            )
        return self._say(Override("lead", chosen.articles, self._now(), story=target.story.id))

    def undo(self, number: int) -> Override:
        """Take an override back; raises UsageError."""
        undone = self.app.store.remove_override(number)
        if undone is None:
            raise UsageError(f"there is no override {number}; 'digest stories overrides' lists them")
        return undone

    def overrides(self) -> tuple[Override, ...]:
        """Those that stand for the newsletter, or for any, oldest first."""
        scopes = {"", *(newsletter.name for newsletter in self._newsletters())}
        return tuple(one for one in self.app.store.overrides() if one.newsletter in scopes or not self.newsletter)

    def conflicts(self) -> tuple[str, ...]:
        """Which of them lose to others, and why."""
        overrides = self.app.store.overrides()
        found = (
            line
            for newsletter in self._newsletters()
            for line in resolve_overrides(overrides, newsletter=newsletter.name).conflicts
        )
        return tuple(dict.fromkeys(found))

    def _newsletters(self) -> tuple[Newsletter, ...]:
        return (self.app.newsletter(self.newsletter),) if self.newsletter else self.app.settings.newsletters

    def _now(self) -> datetime:
        return self.app.clock()

    def _say(self, override: Override) -> Override:
        return self.app.store.add_override(
            replace(override, newsletter=self.newsletter, author=self.author, note=self.note)
        )


def _with_copies(target: Target) -> tuple[str, ...]:
    """The article with every other that prints its text: they tell the same event."""
    if target.article is None or target.story is None:
        return target.articles
    for voice in target.story.voices:
        members = (voice.original, *voice.copies)
        if target.article.id in members:
            return members
    return target.articles
