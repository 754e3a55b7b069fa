"""How each outlet publishes: the habits of its site and feed that a reader of feeds has to cope with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What differs from outlet to outlet beside language, feed format and page skeleton."""

    full_text: bool = False
    """The feed carries whole articles."""
    tracking: str = ""
    """Query string that the feed appends to each link."""
    opaque_ids: bool = False
    """Entry ids are numbers of the outlet's own, not addresses."""
    json_ld: Literal["object", "graph", "array"] = "object"
    """How the page wraps its NewsArticle."""
    paywall: bool = False
    """Article pages count the free articles."""
    comments: bool = True
    """Article pages print readers' comments."""


UTM = "utm_source=rss&utm_medium=feed"

HABITS: Mapping[str, Habits] = {
    "meridian-courier": Habits(tracking=UTM, paywall=True),
    "hudson-ledger": Habits(tracking=f"{UTM}&utm_campaign=top-stories", json_ld="graph", paywall=True),
    "continental-wire": Habits(full_text=True, opaque_ids=True, json_ld="array", comments=False),
    "fanal-de-lyon": Habits(tracking="xtor=RSS-16", paywall=True),
    "elbwarte": Habits(json_ld="graph", paywall=True),
    "ribera": Habits(tracking="utm_source=atom&fbclid=IwAR0demo", json_ld="array"),
    "faro-del-sur": Habits(full_text=True),
    "atlantico": Habits(opaque_ids=True, json_ld="graph", paywall=True),
    "nadwislanska": Habits(tracking=UTM, opaque_ids=True),
    "dnipro-visnyk": Habits(json_ld="array"),
    "manara": Habits(full_text=True, comments=False),
    "yarkon-observer": Habits(tracking=UTM, json_ld="array", paywall=True),
    "olive-press": Habits(full_text=True, json_ld="graph"),
    "bosphorus-mail": Habits(tracking="ref=rss&mc_cid=7f3a", json_ld="graph"),
    "savanna-standard": Habits(opaque_ids=True, paywall=True),
    "lagos-lantern": Habits(tracking="utm_source=jsonfeed", json_ld="array"),
    "ganga-herald": Habits(full_text=True),
    "shiokaze": Habits(comments=False, paywall=True),
    "gangwan": Habits(tracking="utm_source=rdf", json_ld="graph"),
    "tasman-tribune": Habits(opaque_ids=True, paywall=True),
}


def habits_of(outlet_id: str) -> Habits:
    """Give the habits of one outlet; an outlet that is not listed has none."""
    return HABITS.get(outlet_id, Habits())
