"""Where sentences begin and end: a text and its language in, the places of its sentences out.

sentencex (Wikimedia) cuts; it knows marks and abbreviations of some 300 languages and does not look into quotations.
The rules of this file only mend: each takes a cut back, none makes one, for two sentences left together do less harm
in print than half of one. In Thai, Lao, Khmer and Burmese a full stop only abbreviates, and Thai and Lao mark no end of
a sentence at all: a paragraph of theirs is one sentence unless it has "?" or "!". `python -m bench sentences` compares
the mended cuts with the library's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

import sentencex

from digest.text import fold_space

Span = tuple[int, int]
"""Where a sentence begins and ends in its text, in characters: text[start:end] is the sentence."""

_CHUNK: Final = 4_000
"""Characters handed over at once: the library's time grows with the square of the opening quotation marks."""
_LONGEST_QUOTATION: Final = 1_000
"""Characters within which a quotation has to close; one that does not is an open mark of many paragraphs, or a slip."""

# One character for one, so that places hold: what is white to a reader is a blank, and a lone surrogate is no UTF-8.
_PLAIN: Final = {
    **dict.fromkeys([*range(0x20), 0x7F, 0x85, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x3000], " "),
    **dict.fromkeys(
        [0xAD, 0x200B, 0x200E, 0x200F, 0x2060, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF], " "
    ),
    **dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd"),
}

_CLOSING: Final = "\"'”’“‘»«›)]）」』】"
_OPENING: Final = "\"'“‘«‹„(¿¡[「『"
_FULL_WIDTH: Final = "。！？｡．።፧।॥۔"
_ORDINALS: Final = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "sl",
                              "sr", "tr"})  # fmt: skip
"""Languages that write "3. Oktober"."""
_NO_FULL_STOP: Final = frozenset({"km", "lo", "my", "th"})
_TITLES = "Mr Mrs Ms Mx Gen Sen Rep Gov Lt Col Capt Cpt Sgt Maj Adm Rev Hon Messrs Mo"
"""Read with their capital: in other languages their letters are words that end sentences."""
_SHORT_FORMS = (
    "dr prof st approx mm mme mlle dra sra srta av avda dott avv ing sig sig.ra dhr mevr drs mgr inż płk pkt ul os "
    "ул бул пл им проф акад вул пров ім πρ κα jl tgk pt bpk dk ts ths pgs gs tp डॉ प्रो श्री कु ডা মো প্রফ திரு டாக்டர்"
)
_BEFORE_NAMES: Final = frozenset((*_TITLES.split(), *_SHORT_FORMS.split()))
_NUMBERED = (
    "no nos nr nrs núm n art arts fig figs vol vols p pp pag pág abs gem str ca approx буд д кв ст стр αρ σελ č čl"
)
_BEFORE_NUMBERS: Final = frozenset(_NUMBERED.split())
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # U.S., z.B.: more often inside a sentence than at its end
_UNSPACED_LETTER: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_JAPANESE_QUOTED: Final = re.compile(r"[とのがをはにで、]")
_CHINESE_SAYS: Final = re.compile(r"[^，。！？「」“”\s]{1,8}?(?:說|说|道|問|问|表示|稱|称|喊|答)[。，：]")
_DASH: Final = re.compile(r"[-–—]+\s")


def split_sentences(text: str, language: str = "") -> tuple[str, ...]:
    """Split a paragraph into its sentences, in order; white space is folded, nothing else is changed."""
    text = fold_space(text)
    return tuple(text[start:end] for start, end in find_sentences(text, language))


def find_sentences(text: str, language: str = "") -> Iterator[Span]:
    """Find the sentences of a paragraph, in order and without overlap: all of its text but the blanks between them."""
    plain, primary = text.translate(_PLAIN), language.replace("_", "-").partition("-")[0].casefold()
    begin = 0
    for cut in chain(_cuts(plain, primary), (len(plain),)):
        if cut == len(plain) or not _mends(plain, start=begin, cut=cut, language=primary):
            sentence = plain[begin:cut]
            start, end = begin + len(sentence) - len(sentence.lstrip()), begin + len(sentence.rstrip())
            if start < end:
                yield start, end
            begin = cut


def holds_whole_quotations(text: str) -> bool:
    """Tell whether each quotation that begins in a text also ends in it, and the other way round."""
    return not _open_quotations(text, strict=True)


def _cuts(plain: str, language: str) -> Iterator[int]:
    """Give where the library begins each sentence but the first."""
    begin = 0
    while begin < len(plain):
        chunk = plain[begin : begin + _CHUNK]
        pieces = sentencex.segment(language if language.isascii() else "", chunk)
        is_last = begin + len(chunk) == len(plain)
        # The end of a chunk is no end of a sentence: the next one begins again at the last sentence of this one.
        kept = pieces if is_last or len(pieces) < 2 else pieces[:-1]  # noqa: PLR2004 - one piece has no cut
        for place, piece in enumerate(kept):
            begin += len(piece)
            if begin < len(plain) and (place + 1 < len(kept) or len(kept) < len(pieces)):
                yield begin


def _mends(plain: str, *, start: int, cut: int, language: str) -> bool:
    """Tell whether a cut stands inside a sentence."""
    left = plain[max(start, cut - _LONGEST_QUOTATION) : cut].rstrip()
    right = plain[cut : cut + _LONGEST_QUOTATION].lstrip()
    if not left or not right:
        return False
    quoted = left.rstrip(_CLOSING + " ")
    mark, closed = quoted[-1:], len(quoted) < len(left)
    following = right.lstrip(_OPENING)[:1]
    is_spaced = plain[cut - 1].isspace() or plain[cut].isspace()
    if mark in _FULL_WIDTH and mark:
        spoken = _JAPANESE_QUOTED if language == "ja" else _CHINESE_SAYS
        return _open_quotation(left, right) or bool(closed and left[-1] in "」』”’" and spoken.match(right))
    if following.islower() or not is_spaced or _DASH.match(right) or _open_quotation(left, right):
        return True
    if mark == "." and not closed:
        is_pause = quoted.endswith("...") and _is_uncased(following)
        return is_pause or _is_abbreviated(quoted, following, language)
    return mark == "…" and _is_uncased(following)


def _is_abbreviated(left: str, following: str, language: str) -> bool:
    """Tell whether the full stop at the end belongs to the last word."""
    if language in _NO_FULL_STOP:
        return True
    last = re.split(r"[\s'’\-(]", left[:-1])[-1].strip(_OPENING)
    if last.isdigit():
        return len(last) <= 2 and (language in _ORDINALS or following.isdigit())  # noqa: PLR2004 - no longer ordinals
    if len(last) == 1 and last.isalpha() and not last.islower() and not _UNSPACED_LETTER.match(last):
        return True
    folded = last.casefold()
    return (
        last in _BEFORE_NAMES
        or folded in _BEFORE_NAMES
        or (folded in _BEFORE_NUMBERS and (following.isdigit() or following == "§"))
        or _DOTTED.fullmatch(last) is not None
    )


def _is_uncased(letter: str) -> bool:
    return letter.isalpha() and letter.upper() == letter.lower()


def _open_quotation(left: str, right: str) -> bool:
    """Tell whether a quotation is open at the end of a text and closes soon after."""
    closers = _open_quotations(left, strict=False)
    return bool(closers) and any(mark in right for mark in closers[-1])


_CLOSES: Final = {"„": "”“", "“": "”", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "”": "”", "‹": "›"}


def _open_quotations(text: str, *, strict: bool) -> list[str]:
    """Give the closing marks still awaited, outermost first; `strict` also counts closing marks that nothing opened."""
    awaited: list[str] = []
    for match in re.finditer(r"[„“”«»「」『』\"‹›]", text):
        mark, before, after = (
            match.group(),
            text[match.start() - 1 : match.start()],
            text[match.end() : match.end() + 1],
        )
        if mark == '"' and before.isalnum() and after.isalnum():
            continue  # צה"ל
        if awaited and mark in awaited[-1]:
            awaited.pop()
        elif mark in _CLOSES and (mark not in '"”»' or (not before.isalnum() and after.strip())):
            awaited.append(_CLOSES[mark])
        elif strict and not (mark == '"' and before.isdigit()):  # 6" is a length
            return [mark]
    return awaited
