"""Numbers as the press of any language writes them: text in, plain decimals out.

Digits of every script, thousands separators, scales (52万, 2,5 Mio., 3.5 لاکھ, 20 ล้าน, milioni 2.5) and number words
(twenty-three, двенадцать, ثلاثة, 二十五人) come to one spelling, so that one count is one token everywhere. The words
stand in `numerals.tsv`, beside this file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from digest.curate.reading.tokens import INDIC, UNSPACED, fold

_SEPARATOR = ".,'\u00a0\u202f\u066c\u2009\u3001 "
_DIGITS = (
    rf"\d+(?:[{_SEPARATOR}]\d{{3}}(?!\d))+(?:[.,\u066b]\d+)?"
    r"|\d+(?:,\d\d)+,\d{3}(?!\d)"  # 12,34,567 as in India
    r"|\d+(?:[.,\u066b]\d+)?"
)
_HAN_VALUES = dict(zip("〇零一二三四五六七八九两兩", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2), strict=True))
_HAN_SCALES = {
    "十": 10, "百": 100, "千": 10**3, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12,
}  # fmt: skip
_HAN = "".join((*_HAN_VALUES, *_HAN_SCALES))
_HAN_COUNTED = "人名个個位歲岁天年月日次件所架艘辆輛枚条條家国國カヶか週周"
_THAI_COUNTED = "คน|ราย|ปี|วัน|ประเทศ|ครั้ง|เดือน|สัปดาห์|ชั่วโมง|นาที|แห่ง|คัน|ลำ|ร้อย|พัน|หมื่น|แสน|ล้าน"
_TOKEN = re.compile(
    rf"(?P<digits>{_DIGITS})"
    rf"|(?P<scale>(?<=\d)\s?[百千万萬億亿兆]+|(?<=\d)[천백만억조]|ร้อย|พัน|หมื่น|แสน|ล้าน)"
    rf"|(?P<han>[{_HAN}]{{2,}}|[二三四五六七八九十两兩](?=[{_HAN_COUNTED}]))"
    rf"|(?P<thai>(?:สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)(?=\s?(?:{_THAI_COUNTED})))"
    rf"|(?P<word>[^\W\d_{UNSPACED}](?:[^\W\d_{UNSPACED}]|[{INDIC}]|['’ʼ](?=\w))*)"
)
_PLAIN_TOKEN = re.compile(rf"(?P<digits>{_DIGITS})|(?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)")
_IS_ODD = re.compile(rf"[{UNSPACED}{INDIC}\uac00-\ud7a3]")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_GROUPED = re.compile(rf"(?<=\d)[{_SEPARATOR}](?=\d\d(?:\d(?!\d)|,\d))")
_JOINTS = frozenset({"", " ", "-", "\u00a0", "\u202f", "\u2009", "\u2011", ".", ". "})
_LEANING = re.compile(r"^(?:[وف]?[بلك]?(?:ال|لل)?|[ושכ]?[הבלמ]?)(?=\w{2,}$)")
_SCALE_FIRST = "sw"
"""Swahili says the scale first: milioni 2.5."""
_SWAHILI_SCALES = {"mia": 100, "elfu": 10**3, "laki": 10**5, "milioni": 10**6, "bilioni": 10**9, "trilioni": 10**12}
_HUNDRED, _TEN = 100, 10
_MOST_DIGITS = 15
"""Longer ones are telephone numbers and codes; they count nothing."""

Role = Literal["digits", "word", "scale", "scale first"]


@dataclass(frozen=True, slots=True)
class _Part:
    value: float
    role: Role
    start: int
    end: int


def read_numbers(text: str, language: str = "") -> tuple[str, ...]:
    """Give the numbers of a text in order: '1,200' -> '1200', '٣٫٥' -> '3.5', 'twelve' -> '12', '52万' -> '520000'.

    `language` is a two-letter code and says whose number words are read; without it only digits are, and scales of
    the Far East. A word for one, and a scale that multiplies nothing (millions of people), are no numbers.
    """
    normal = unicodedata.normalize("NFKC", text)
    plain = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), normal)
    runs: list[list[_Part]] = []
    for part in _parts(plain, language):
        if runs and _goes_on(runs[-1], part, between=plain[runs[-1][-1].end : part.start]):
            runs[-1].append(part)
        elif part.role != "scale":
            runs.append([part])
    values = ((_value(run), run[0].role) for run in runs)
    return tuple(_spell(value) for value, role in values if value > 1 or (value and role == "digits"))


def _parts(text: str, language: str) -> Iterator[_Part]:
    # Most texts hold no script that needs the longer expression.
    for match in (_TOKEN if _IS_ODD.search(text) else _PLAIN_TOKEN).finditer(text):
        kind, found = match.lastgroup, match.group()
        value: float | None
        role: Role = "word"
        if kind == "digits":
            value, role = _digits(found), "digits"
        elif kind == "scale":
            value, role = _scale(found.strip()), "scale"
        elif kind == "han":
            value = _han(found)
        else:
            value, role = _word(found, language)
        if value is not None:
            yield _Part(value, role, match.start(), match.end())


def _goes_on(run: Sequence[_Part], part: _Part, *, between: str) -> bool:
    """Tell whether a part belongs to the number before it: two + hundred, twenty-three, 3兆 + 5000億."""
    before = run[-1]
    if between not in _JOINTS or part.role == "scale first":
        return False
    if part.role == "scale" or before.role == "scale first":
        return True
    if before.role == "scale":
        return part.value < before.value and (part.role == "word" or not between)
    is_ten = before.role == "word" and _TEN < before.value < _HUNDRED and before.value % _TEN == 0
    is_hundreds = before.role == "word" and before.value >= _HUNDRED
    return part.role == "word" and ((is_ten and part.value < _TEN) or (is_hundreds and part.value < _HUNDRED))


def _value(run: Sequence[_Part]) -> float:
    total = current = 0.0
    first = 1.0
    for part in run:
        if part.role == "scale first":
            first = part.value
        elif part.role != "scale":
            current += part.value
        elif part.value == _HUNDRED or not (total or current):
            current *= part.value
        elif current:
            total, current = total + current * part.value, 0.0
        else:
            total *= part.value
    return (total + current) * first


def _spell(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _digits(found: str) -> float:
    if len(found) > _MOST_DIGITS + _MOST_DIGITS // 3:
        return 0.0
    return float(_GROUPED.sub("", found).replace(",", ".").replace("\u066b", "."))


def _scale(found: str) -> float:
    value = 1.0
    for sign in (found,) if found in _LETTER_SCALES else found:
        value *= _LETTER_SCALES[sign]
    return value


def _han(found: str) -> float:
    """Read Chinese numerals: 三百二十 -> 320, 二〇二一 -> 2021."""
    if not any(sign in _HAN_SCALES for sign in found):
        return float("".join(str(_HAN_VALUES[sign]) for sign in found[:_MOST_DIGITS]))
    total = section = digit = 0
    for sign in found[:_MOST_DIGITS]:
        if sign in _HAN_VALUES:
            digit = _HAN_VALUES[sign]
        elif _HAN_SCALES[sign] < 10**4:
            section, digit = section + (digit or 1) * _HAN_SCALES[sign], 0
        else:
            total, section, digit = (total + section + digit) * _HAN_SCALES[sign], 0, 0
    return float(total + section + digit)


_LETTER_SCALES: Mapping[str, float] = {
    **_HAN_SCALES, "백": 100, "천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12,
    "ร้อย": 100, "พัน": 10**3, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": 10**6,
}  # fmt: skip


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, tuple[float, Role]]]:
    tables: dict[str, dict[str, tuple[float, Role]]] = {}
    for line in files(__package__).joinpath("numerals.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, _, cells = line.partition("\t")
        table = tables.setdefault(language, {})
        for cell in cells.split(" "):
            value, _, forms = cell.partition("=")
            base, _, power = value.partition("^")
            entry: tuple[float, Role] = (float(base) ** int(power), "scale") if power else (float(base), "word")
            table.update((fold(form).replace("'", ""), entry) for form in forms.split("|"))
    tables[_SCALE_FIRST].update((form, (float(value), "scale first")) for form, value in _SWAHILI_SCALES.items())
    return tables


@lru_cache(maxsize=1 << 17)
def _word(found: str, language: str) -> tuple[float | None, Role]:
    """Give what a word counts, or None and any role for a word that is no number."""
    table = _tables().get(language, {})
    key = fold(found).replace("'", "").replace("’", "").replace("ʼ", "")
    return table.get(key) or table.get(_LEANING.sub("", key)) or (None, "word")
