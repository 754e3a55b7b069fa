"""Numbers of the day: an article in; striking figures with their unit and sentence out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import Article
from digest.sentences import split_sentences
from digest.text import fold_space

_LEAST_COUNT = 50
_YEARS = range(1500, 2101)
_DIGITS = r"[\d\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]"
_NUMBER = rf"{_DIGITS}+(?:[.,٬'\u00a0\u202f\u2009 ]{_DIGITS}{{3}}(?!{_DIGITS}))*(?:[.,٫]{_DIGITS}+)?"
_SCALE = (
    r"(?:thousand|mill?i[oó]n(?:es|s|en)?|billion(?:s|en)?|trillion|mil millones|milh(?:ão|ões)|milliards?|Millionen|"
    r"Milliarden?|bilh(?:ão|ões)|tys\.|mln|mld|milion(?:ów|y)?|miliard(?:ów|y)?|млн|млрд|мільйон\w*|мільярд\w*|тисяч\w?|"
    r"миллион\w*|миллиард\w*|milyon|milyar|مليون|مليار|ملايين|ألف|آلاف|[万萬億亿兆]|mil(?= ))"
)
_MONEY = r"[$€£¥₴₽₹₺₪]|US\$|R\$"
_PERCENT = (
    r"(?:%|٪|per ?cent|percent|percentage points?|por ciento|por cento|pour cent|Prozent|procent\w*|proc\.|відсотк\w+|"
    r"процент\w*|yüzde|في المئة|بالمئة|في المائة|パーセント|個百分點)"
)
_FIGURE = re.compile(
    rf"(?<![A-Za-z\d.,:/-])(?P<money>{_MONEY})?\s?(?P<number>{_NUMBER})(?![\d:/])\s?(?P<scale>{_SCALE})?\s?"
    rf"(?P<unit>{_PERCENT}|[\u3400-\u9fff]{{1,2}}|[\u30a1-\u30ff]{{1,4}}|[^\W\d_][\w'’²³-]*)?"
)
_FUNCTION_WORDS = (
    "to as in of and or the a an at by on for from with were was are is have had who more less out over under "
    "de des du et ou en le la les au aux à par pour sur dans der die das und oder im am von bis zu auf mit "
    "y o el los las al del por para con e do da dos das no na em z w i od po dla ze se je "
    "до на у в з із та й і від за для из от по с и من في على إلى عن و の が を に は で と も 的 在 於 从"
)
_NOT_UNITS = frozenset(_FUNCTION_WORDS.split())
_AGE = re.compile(
    r"^(?:-?years?-old|years? old|ans\b|años\b|anos\b|Jahre alt|-jährige|lat\b|років|роки|лет|歲|岁|歳|عام|سنة)",
    re.IGNORECASE,
)
_AGED = re.compile(r"(?:\baged|\bage|\bedad de|\bâgé\w* de|,)\s$", re.IGNORECASE)
_MONTH = re.compile(
    r"^(?:jan|feb|fév|fev|ene|mar|mär|kwi|apr|abr|avr|mai|may|maj|jun|juin|cze|jul|juil|lip|aug|août|ago|sie|sep|set|wrz|"
    r"oct|okt|out|paź|nov|nov|lis|dec|dez|déc|dic|gru|січ|лют|бер|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд|"
    r"янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|[年月日时時點点号]|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|"
    r"أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|[ap]\.?m\b|Uhr|heures?\b|h\b|o'clock|st\b|nd\b|rd\b|th\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the article prints it, with its unit ("%", "$ million", "trucks") and its sentence."""

    article_id: str
    number: str
    unit: str
    value: str
    """Number and unit exactly as they stand in the sentence."""
    paragraph: int
    """Place in the article's body, from 0."""
    sentence: str


def find_numbers(article: Article) -> tuple[Figure, ...]:
    """Give the striking figures of an article, in reading order, each number once.

    Striking is money, a share, a number in thousands or millions, or a count from fifty; dates, years, times of day
    and ages are not.
    """
    found: dict[str, Figure] = {}
    for place, paragraph in enumerate(article.body):
        for sentence in split_sentences(fold_space(paragraph), article.language):
            for number, unit, value in _figures(sentence):
                found.setdefault(number, Figure(article.id, number, unit, value, place, sentence))
    return tuple(found.values())


def _figures(sentence: str) -> Iterator[tuple[str, str, str]]:
    for match in _FIGURE.finditer(sentence):
        number, money, scale, unit = (
            match.group("number"),
            match.group("money"),
            match.group("scale"),
            match.group("unit"),
        )
        rest = sentence[match.end("number") :].lstrip()
        if _MONTH.match(rest) or _AGE.match(rest) or _AGED.search(sentence[: match.start("number")]):
            continue
        is_share = bool(unit and re.fullmatch(_PERCENT, unit))
        if not (money or scale or is_share):
            value = _value(number)
            if (
                not unit
                or unit.lower() in _NOT_UNITS
                or value < _LEAST_COUNT
                or (value in _YEARS and number.isdecimal())
            ):
                continue
        kept = unit if unit and not money and unit.lower() not in _NOT_UNITS else ""
        last = "unit" if kept else max(("money", "scale", "number"), key=match.end)
        shown = sentence[match.start() : match.end(last)].strip()
        yield number.strip(), " ".join(filter(None, (money, scale, kept))), shown


def _value(number: str) -> float:
    """Give the size of a number whatever its separators mean: three digits after one make thousands."""
    plain = re.sub(rf"\D(?={_DIGITS}{{3}}(?!{_DIGITS}))", "", number)
    return float(re.sub(r"\D", ".", plain, count=1))
