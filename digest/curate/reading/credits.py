"""Who is credited around a text: headlines and first lines in, the same without agency and outlet out.

"LONDON (AP) - ", "dpa: ", "【ロイター】" before a text and " | The Guardian" after a headline differ from paper to
paper though the text is one. Agencies, with their names in other scripts, stand in `agencies.tsv`: one a line.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from digest.curate.reading.tokens import is_unspaced, whole_words
from digest.urls import host_of

_DASH = r"[-–—−:：|/=]"
_STRONG = frozenset("|·»")
"""What stands between a headline and a name; a dash may stand inside a headline as well."""
_FEWEST_WORDS, _FEWEST_CHARACTERS = 3, 8
_LONGEST_NAME = 4
_SHORTEST_NAME = 3
_SUFFIXES = 2
_OPENING = 160
"""No credit reaches further into a text, in characters."""
_SUFFIX = re.compile(r"\s+(?P<mark>[-–—|·»]|::)\s+(?P<name>[^-–—|·»]{1,60})\Z")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}\Z", re.IGNORECASE)
_DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_][^().!?\n]{1,58}?)\s*"
    r"(?:\((?P<agency>[^()\n]{2,30})\)\s*[-–—:]+|(?P<dash>\s[-–—]{1,2})(?=\s))\s*"
)


@cache
def _agencies() -> dict[str, str]:
    """Give each name of an agency with its first one; names as they are written, and in capitals."""
    lines = Path(__file__).with_name("agencies.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = {}
    for line in lines:
        first, *others = line.split("\t")
        for name in (first, *others):
            found[name] = found[name.upper()] = first
    return found


@cache
def _credits() -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(name) for name in sorted(_agencies(), key=lambda name: (-len(name), name)))
    one = rf"(?<!\w)(?:{names})(?!\w)"
    joined = rf"(?:{names})"
    after = rf"\s*(?:[^.。!?\n]{{0,24}}\s=(?=\s)|{_DASH}+)?\s*"
    return (
        re.compile(rf"\s*[(（\[［【〔][^)）\]］】〕\n]{{0,32}}{joined}[^)）\]］】〕\n]{{0,32}}[)）\]］】〕]{after}"),
        re.compile(rf"\s*[^().!?\n]{{0,60}}\({one}[^()\n]{{0,20}}\)\.?\s*{_DASH}*\s*"),
        re.compile(rf"\s*[^().!?\n]{{0,60}}?\s[-–—]\s*{one}\.\s+"),
        re.compile(rf"\s*{one}(?:\.com)?(?:\s*[/,+]\s*{one})*\s*(?:[:：|]|\s[-–—=]+(?=\s)|[–—])\s*"),
        re.compile(rf"\s*{joined}[^。，,.\s]{{0,24}}[电電讯訊](?:[)）：:]|\s)\s*"),
    )


def agency_of(name: str) -> str:
    """Give the agency that has this name, by its first name; "" for what is none."""
    return _agencies().get(name.strip(), "")


def strip_agency(text: str) -> str:
    """Take the credit of an agency, and the place and date before it, off the beginning of a text."""
    opening = text[:_OPENING]
    for credit in _credits():
        found = credit.match(opening)
        if found:
            return text[found.end() :]
    found = _DATELINE.match(opening)
    if found and found["place"].split(",")[0].isupper():
        return text[found.end() :]
    return text


def strip_outlet(title: str, *, outlet: str, url: str = "") -> str:
    """Take the outlet's name off the end of a headline, and an agency's off both ends.

    After a bar any short name goes; after a dash one that the outlet, its address or an agency has. Enough of a
    headline is left, or all of it.
    """
    title = strip_agency(title).strip() or title.strip()
    own = (_compact(outlet), _compact(host_of(url)))
    for _ in range(_SUFFIXES):
        found = _SUFFIX.search(title)
        if found is None or not _is_headline(title[: found.start()]):
            break
        if not _is_name(found["name"].strip(), own=own, after_bar=found["mark"] in _STRONG or found["mark"] == "::"):
            break
        title = title[: found.start()]
    return _without_last_credit(title)


def _without_last_credit(title: str) -> str:
    """Take "(Reuters)" off the end of a headline."""
    head, bracket, tail = title.rstrip().rpartition("(")
    return head.rstrip() if bracket and tail.endswith(")") and agency_of(tail[:-1]) and _is_headline(head) else title


def _is_headline(text: str) -> bool:
    return len(whole_words(text)) >= _FEWEST_WORDS or (is_unspaced(text) and len(text) >= _FEWEST_CHARACTERS)


def _is_name(name: str, *, own: tuple[str, ...], after_bar: bool) -> bool:
    if agency_of(name) or _DOMAIN.match(name):
        return True
    compact = _compact(name)
    if len(compact) >= _SHORTEST_NAME and any(
        compact in mine or (len(mine) > _SHORTEST_NAME and mine in compact) for mine in own if mine
    ):
        return True
    return after_bar and len(whole_words(name)) <= _LONGEST_NAME


def _compact(name: str) -> str:
    return "".join(whole_words(name))
