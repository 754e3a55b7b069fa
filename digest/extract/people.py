"""Bylines: what a page prints or declares about its authors in, the names of people out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from digest.extract.lines import split_names
from digest.extract.phrases import fold_phrase, phrases
from digest.text import fold_space, letters

_ADDRESS: Final = re.compile(r"https?:|www\.|@|\.(?:com|org|net)/|^[\w-]+(?:\.[\w-]{2,})+$", re.IGNORECASE)
_LINK: Final = re.compile(r"(?:https?:)?//\S+|www\.\S+|\S+@\S+")
_BRACKETS: Final = re.compile(r"\s*[(（][^()（）]*[)）]")
_PLACE: Final = re.compile(
    r"(?:^|,?\s+)(?:in|à|aus|en|em|a|w|у|в|at)\s+[A-ZÀ-ÞА-ЯІЇЄҐ][\w’'\-]+(?:\s[A-ZÀ-Þ][\w\-]+)?$"
)
_CJK_CREDIT: Final = re.compile(
    r"^[（(【\[]?(?:文|作者|记者|記者|撰文|執筆|取材・文|取材|編集|编辑|編輯|责任编辑|责编|責編|本报记者)\s*[/／:：・]?\s*"
)
_PARTICLES: Final = """
de da do dos das di del della dei du des le la van von der den ten ter zu bin ibn al el y e af av ben st
"""
_CASED_PARTICLES: Final = frozenset(_PARTICLES.split())
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_REMEMBERED: Final = 4096
_MOST_WORDS: Final = 5
_LONGEST: Final = 60
_LONGEST_BYLINE: Final = 300


def read_people(text: str, *, outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """Take the names out of a byline: "By Ann Lee and Bo Ek, in Oslo" gives ("Ann Lee", "Bo Ek").

    Prefixes, roles, places, addresses and the outlet's own name are left out; the order is kept.
    """
    shut = {key for outlet in outlets if outlet for key in (letters(outlet), letters(outlet).removeprefix("the"))}
    people: dict[str, str] = {}
    if letters(text) in shut:
        return ()
    for part in split_names(_without_prefix(fold_space(_LINK.sub(" ", text)))):
        name = _without_role(_PLACE.sub("", _without_prefix(_BRACKETS.sub("", part)))).strip(" -–—|.,:;()[]（）【】*")
        key = letters(name)
        if _may_be_person(name, key) and shut.isdisjoint({key, letters(name.split()[0])}):
            people.setdefault(key, name)
    return tuple(_recased(name) for name in people.values())


def _is_address(text: str) -> bool:
    """Tell whether a name is none but an address: "https://a.example/jo", "jo@a.example", "herald.example"."""
    return _ADDRESS.search(text) is not None


def _may_be_person(name: str, key: str) -> bool:
    if not key or key.isdigit() or _is_address(name) or len(name) > _LONGEST:
        return False
    return not phrases("agency").make_up(fold_phrase(name))


@lru_cache(maxsize=_REMEMBERED)
def looks_like_name(text: str) -> bool:
    """Tell whether a line has the shape of a person's name: one to five words, each written as names are."""
    text = text.strip()
    if not text or len(text) > _LONGEST or any(char.isdigit() for char in text) or re.search(r"[!?:;…。！？]", text):
        return False
    if _CJK.search(text):
        return len(text) <= 2 * _MOST_WORDS and "、" not in text
    words = text.replace(".", ". ").split()
    if len(words) > _MOST_WORDS or (text.endswith(".") and len(words[-1]) > 3):  # noqa: PLR2004 - "Jr."
        return False
    return all(_name_word(word) for word in words) and words[0].casefold() not in _CASED_PARTICLES - {"al", "el", "van"}


@lru_cache(maxsize=_REMEMBERED)
def looks_like_byline(text: str) -> bool:
    """Tell whether a line is a byline: a prefix ("By", "Von", "بقلم") and names, or a name and a role."""
    if len(text) > _LONGEST_BYLINE:
        return False
    folded = fold_phrase(text)
    named = _without_role(text)
    if named and named != text and looks_like_name(named) and len(named.split()) > 1:
        return True
    if _CJK_CREDIT.match(text):
        return all(looks_like_name(name) for name in read_people(text)) and bool(read_people(text))
    start = phrases("byline").opening(folded)
    if not start or start >= len(folded) or not re.match(r"[\s:：/|]", folded[start:]):
        return False
    names = read_people(text)
    return bool(names) and len(names) <= 2 * _MOST_WORDS and all(looks_like_name(name) for name in names)


def _without_prefix(text: str) -> str:
    text = _CJK_CREDIT.sub("", text)
    folded = fold_phrase(text)
    start = phrases("byline").opening(folded)
    if start and len(folded) == len(text) and re.match(r"[\s:：/]", folded[start:] or "."):
        return text[start:].lstrip(" :：/／")
    return text


def _without_role(name: str) -> str:
    folded = fold_phrase(name)
    if phrases("role").make_up(folded):
        return ""
    last = max(phrases("role").spans(folded), default=(0, 0))
    if last[1] == len(folded) == len(name) and last[0]:
        name = name[: last[0]].rstrip(" ,|-–—")
    return name


def _name_word(word: str) -> bool:
    bare = word.strip(".,'’\"()-")
    if not bare or bare.casefold() in _CASED_PARTICLES:
        return True
    return bare[0].isupper() or not (bare[0].islower() or bare[0].isupper())


def _recased(name: str) -> str:
    shouted = name.isupper() and " " in name and len(letters(name)) > 5  # noqa: PLR2004 - "JANE DOE", but not "A B"
    return name.title() if shouted else name
