"""The words of a picture: a caption line in, its text and its credit apart out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from digest.extract.phrases import fold_phrase, phrases
from digest.text import count_words, fold_space

_MARK: Final = re.compile(r"©|\(c\)", re.IGNORECASE)
_SLASHED: Final = re.compile(r"^[^\s/][^/.!?]*\s?/\s?[^\s/][^.!?]*$")
_BRACKETED: Final = re.compile(r"\s*[\(\[（【]([^()\[\]（）【】]{2,80})[\)\]）】]\.?\s*$")
_TAIL: Final = re.compile(
    r"(?:(?<=[.!?。\"”»])|\s[|–—-]|(?<=\s))\s*"
    r"((?:(?:©|\(c\))(?=\s?[^\s:：/／])|(?:©|Photos?|Photographs?|Pictures?|Illustration|Foto|Fotos|Bild|Image|Crédit(?: photo)?|Credit|Fot\.|Фото|Zdjęcie|Fotografía|صورة|تصوير|写真|撮影|图片来源|圖片來源|图|圖|摄影|攝影)\s?[:：/／])\s*[^.!?]{2,80})\.?$",  # noqa: E501
    re.IGNORECASE,
)
_LONGEST: Final = 600
_REMEMBERED: Final = 4096
_MOST_WORDS: Final = 14
_FEWEST_CAPTION: Final = 3


@lru_cache(maxsize=_REMEMBERED)
def looks_like_credit(text: str) -> bool:
    """Tell whether a whole line only says who made a picture: "Jo Ek/AFP", "© dpa", "Photo: Getty Images"."""
    text = fold_space(text[: _LONGEST + 1])
    folded = fold_phrase(text)
    if not text or len(text) > _LONGEST or count_words(text) > _MOST_WORDS:
        return False
    if re.search(r"[!?]$|pic\.twitter|https?:", text) or _cut(text):
        return False
    if _MARK.search(text) or phrases("agency").make_up(folded):
        return True
    start = phrases("credit").opening(folded)
    if start and re.match(r"\s?[:：/／]", folded[start:]):
        return True
    sourced = phrases("agency").within(folded) and not text.endswith((".", "。"))
    slashed = bool(_SLASHED.match(text)) and all(part.strip()[:1].isupper() for part in text.split("/"))
    return slashed or (sourced and ("/" in text or re.search(r"\bvia\b|[|,]", folded) is not None))


def split_credit(caption: str) -> tuple[str, str]:
    """Split a caption into text and credit: "A bridge (Photo: Jo Ek/AFP)" gives ("A bridge", "Jo Ek/AFP")."""
    caption = fold_space(caption)
    if looks_like_credit(caption):
        return "", clean_credit(caption)
    found = _cut(caption)
    return (caption[: found.start()].rstrip(" |–—-"), clean_credit(found[1])) if found else (caption, "")


def _cut(caption: str) -> re.Match[str] | None:
    """Find the credit at the end of a caption that has words of its own."""
    if len(caption) > _LONGEST:
        return None
    bracketed = _BRACKETED.search(caption)
    found = bracketed if bracketed and looks_like_credit(bracketed[1]) else _TAIL.search(caption)
    return found if found and count_words(caption[: found.start()]) >= _FEWEST_CAPTION else None


def clean_credit(credit: str) -> str:
    """Take "Photo:", "Credit:" and their like off a credit."""
    credit = fold_space(credit).strip("()[]（）【】 ")
    folded = fold_phrase(credit)
    start = phrases("credit").opening(folded)
    if start and len(folded) == len(credit) and re.match(r"\s?[:：/／]", folded[start:]):
        credit = credit[start:].lstrip(" :：/／")
    return credit
