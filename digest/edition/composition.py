"""An edition in the making: what a block is handed, and what it may take.

In come the ranked stories of the window; blocks take from them in the order of the newsletter's list. A story that one
block took is no longer offered to the next: it is printed in full once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from digest.config.settings import Newsletter, Topic
from digest.edition.cards import choose_face, outlet_name, story_card
from digest.edition.diversity import Words, choose, rare_words
from digest.edition.highlights import Highlights
from digest.edition.localise import Wording, same_language
from digest.model import Article, Story

Where = Callable[[Story], bool]


def any_story(_story: Story) -> bool:
    """Take whatever comes."""
    return True


@dataclass(slots=True, kw_only=True)
class Composition:
    """The one value of this room that changes: `printed` and `choices` grow while blocks take stories."""

    newsletter: Newsletter
    topics: tuple[Topic, ...]
    stories: tuple[Story, ...]
    """Ranked best first; what earlier editions printed without news since is already left out."""
    local: datetime
    """The slot in the newsletter's time zone."""
    language: str
    """What the newsletter's readers read: never changed by the fallback of `wording`."""
    wording: Wording
    highlights: Highlights
    printed: dict[str, Story] = field(default_factory=dict)
    """Story id -> story, in the order of printing."""
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Story id -> what likeness to others did to it, block by block."""
    rare: Words | None = None
    """The rare words of the stories' headlines, read when a block first chooses."""

    def unprinted(self, where: Where = any_story) -> tuple[Story, ...]:
        """Give the stories that no block has taken yet, best first."""
        return tuple(story for story in self.stories if story.id not in self.printed and where(story))

    def take(self, most: int, where: Where = any_story, *, block: str) -> tuple[Story, ...]:
        """Take the best `most` unprinted stories for which `where` holds, as long as they are not too like others.

        What likeness did to a story is written down under the name of the block.
        """
        if self.rare is None:
            self.rare = rare_words(self.stories)
        taken, passed = choose(
            self.unprinted(where),
            most=most,
            printed=tuple(self.printed.values()),
            words=self.rare,
            outlet_of=self.outlet_of,
        )
        for choice, verb in (*((one, "taken") for one in taken), *((one, "passed over") for one in passed)):
            if choice.cost:
                said = f"{block}: {verb} with {choice.story.rank.score:.2f} - {choice.cost:.2f} ({choice.why})"
                self.choices[choice.story.id] = (*self.choices.get(choice.story.id, ()), said)
        return self.take_all(tuple(choice.story for choice in taken))

    def outlet_of(self, story: Story) -> str:
        """Name the outlet that speaks for a story on this page."""
        return outlet_name(self.face(story))

    def take_all(self, stories: tuple[Story, ...]) -> tuple[Story, ...]:
        """Take exactly these stories."""
        self.printed.update((story.id, story) for story in stories)
        return stories

    def face(self, story: Story) -> Article:
        """Choose the article that stands for a story on this newsletter's page."""
        return choose_face(story, language=self.language)

    def readable(self, story: Story) -> bool:
        """Say whether the story's face is in the newsletter's language."""
        return same_language(self.face(story).language, self.language)

    def card(self, story: Story, *, max_words: int) -> dict[str, Any]:
        """Make the card of a story, with a summary of at most `max_words` words."""
        return story_card(
            story,
            face=self.face(story),
            wording=self.wording,
            language=self.language,
            summarise=self.highlights.summarise,
            max_words=max_words,
        )

    def main_topic(self, story: Story) -> str:
        """Give the name of the topic that a story fits best, "" for none of the config's."""
        known = {topic.name for topic in self.topics}
        return next((match.topic for match in story.topics if match.topic in known), "")

    def has_section(self, topic: Topic) -> bool:
        """Say whether the newsletter prints a section for this topic."""
        return any(spec.kind == "topics" or self.names_topic(spec.name, topic) for spec in self.newsletter.blocks)

    def named_by_block(self, topic: Topic) -> bool:
        """Say whether a `topic` block of the newsletter names this topic."""
        return any(spec.kind == "topic" and self.names_topic(spec.name, topic) for spec in self.newsletter.blocks)

    @staticmethod
    def names_topic(name: str, topic: Topic) -> bool:
        """Compare a name in the config with a topic's, whatever their case."""
        return name.casefold() == topic.name.casefold()


def is_about(story: Story, topic: Topic) -> bool:
    """Say whether a story is filed under a topic."""
    return any(match.topic == topic.name for match in story.topics)
