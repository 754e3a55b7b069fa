"""Just in: the newest stories that stand nowhere else, a line each with the hour, the outlet and the headline."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from digest.config.settings import BlockSpec
from digest.edition.cards import attribution
from digest.edition.composition import Composition
from digest.edition.diversity import share_out
from digest.model import Block, Story

_MOST: Final = 10
_PER_OUTLET: Final = 3


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Print up to `max` lines, the newest first; a fourth one of an outlet only where no other outlet waits.

    Where the editor named topics, a story of one outlet alone that fits none of them is left out: being new is all
    that a horoscope or a list of deals has to say for itself.
    """
    waiting = [story for story in composition.unprinted() if _matters(composition, story)]
    newest = sorted(waiting, key=lambda story: composition.face(story).published, reverse=True)
    stories = composition.take_all(
        share_out(newest, most=spec.max or _MOST, per_outlet=_PER_OUTLET, outlet_of=composition.outlet_of)
    )
    if not stories:
        return ()
    lines = [_line(composition, story) for story in stories]
    return (Block(kind="latest", heading=composition.wording.say("latest"), data={"lines": lines}),)


def _matters(composition: Composition, story: Story) -> bool:
    newsrooms = {article.outlet for article in story.articles}
    return bool(story.topics) or len(newsrooms) > 1 or not composition.topics


def _line(composition: Composition, story: Story) -> dict[str, Any]:
    face = composition.face(story)
    who = attribution(face, wording=composition.wording, language=composition.language)
    return {"story_id": story.id, "status": story.status, **who, "time": _time(composition, face.published)}


def _time(composition: Composition, published: datetime) -> str:
    """The hour in the newsletter's time zone, with the weekday when it is not the edition's day."""
    local, wording = published.astimezone(composition.local.tzinfo), composition.wording
    if local.date() == composition.local.date():
        return wording.clock(local)
    return f"{wording.short_weekday(local.date())} {wording.clock(local)}"
