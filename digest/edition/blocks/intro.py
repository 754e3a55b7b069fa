"""The welcome: today's weekday, then the day's headlines as their outlets wrote them.

Headlines are quoted one after the other, never bent into a sentence of ours: a clause made of three of them would say
what nobody wrote. Only headlines that the reader can read go in.
"""

from __future__ import annotations

from typing import Any

from digest.config.settings import BlockSpec
from digest.edition.cards import outlet_of
from digest.edition.composition import Composition
from digest.edition.typesetting import ends_sentence, headline
from digest.model import Block, Story

_HEADLINES = 3


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Welcome the reader with up to three headlines, and one more from another country."""
    if not composition.stories:
        return ()
    wording = composition.wording
    readable = tuple(story for story in composition.unprinted() if composition.readable(story))
    first = readable[: spec.max or _HEADLINES]
    headlines = [headline(composition.face(story).title) for story in first]
    return (
        Block(
            kind="intro",
            heading="",
            data={
                "welcome": wording.say("welcome", weekday=wording.weekday(composition.local.date())),
                "headlines": headlines,
                "end": "" if not headlines or ends_sentence(headlines[-1]) else wording.say("sentence_end"),
                "meanwhile": _meanwhile(composition, first=first, rest=readable[len(first) :]),
            },
        ),
    )


def _meanwhile(composition: Composition, *, first: tuple[Story, ...], rest: tuple[Story, ...]) -> dict[str, Any] | None:
    """A further headline, from a country that none of the first ones came from."""
    countries = {composition.face(story).country for story in first}
    for story in rest:
        face = composition.face(story)
        if face.country and face.country not in countries:
            title = headline(face.title)
            outlet = outlet_of(face, wording=composition.wording)
            end = "" if ends_sentence(title) else composition.wording.say("sentence_end")
            return {**outlet, "before": composition.wording.say("meanwhile", outlet=outlet["outlet"]),
                    "headline": title, "end": end}  # fmt: skip
    return None
