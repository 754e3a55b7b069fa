"""Where it happens: text in, codes of countries and big cities out, in any language. Owns the package Babel.

The gazetteer is CLDR's, which names every territory and the exemplar city of every time zone in every language:
台灣, Taïwan, تايوان -> TW; Київ, キーウ, Kyiv -> UA and Europe/Kiev. Countries are ISO 3166-1 codes (EU and UN too),
cities are time zone names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from digest.curate.reading.tokens import CAPITALS, fold, is_unspaced, whole_words

_MANY_LETTERS = 5
_FEWEST_LETTERS = 3
_LONGEST_ENDING = 5
_LONGEST_NAME = 3
"""In words: what is longer is a state's formal name, which no headline prints."""
_JOINS_ITS_PARTICLES = frozenset({"ko"})
_NOT_NEWS = frozenset({"AQ", "CX", "EZ", "IM"})
"""Left out because their names mean something else in print: Christmas, Man, the euro area, polar stations."""
_FORMAL = re.compile(r"\s*[()（）\[\]]\s*|\s+SAR\b.*|[中国國]*特[别別]行政[区區]")
_CHINESE = ("zh", "zh_Hant", "zh_Hant_HK")
_PRESS_NAMES: Mapping[str, Mapping[str, str]] = {
    "": {"US": "US,USA", "GB": "UK", "EU": "EU", "UN": "UN"},
    "en": {"PS": "Palestine,Palestinian", "US": "American", "GB": "Britain,British", "TR": "Turkey,Turkish"},
    "fr": {"PS": "Palestine,palestinien", "US": "américain", "GB": "Grande-Bretagne", "EU": "UE", "UN": "ONU"},
    "de": {"PS": "Palästina,palästinensisch", "US": "amerikanisch", "GB": "Großbritannien,britisch"},
    "es": {"PS": "Palestina,palestino", "US": "EEUU,estadounidense", "GB": "británico", "EU": "UE", "UN": "ONU"},
    "pt": {"PS": "Palestina,palestino", "US": "EUA,americano", "GB": "Grã-Bretanha", "EU": "UE", "UN": "ONU"},
    "it": {"PS": "Palestina,palestinese", "US": "americano", "GB": "Gran Bretagna", "EU": "UE", "UN": "ONU"},
    "pl": {"PS": "Palestyna,palestyński", "US": "amerykański", "GB": "brytyjski", "EU": "UE", "UN": "ONZ"},
    "ru": {
        "KP": "Северная Корея",
        "PS": "Палестина,палестинский",
        "US": "США,американский",
        "GB": "британский",
        "EU": "ЕС",
        "UN": "ООН",
    },
    "uk": {"PS": "Палестина,палестинський", "US": "США,американський", "GB": "британський", "EU": "ЄС", "UN": "ООН"},
    "tr": {"PS": "Filistin", "US": "ABD", "GB": "İngiltere", "EU": "AB", "UN": "BM"},
    "ar": {"PS": "فلسطين,فلسطيني", "US": "أمريكي,أميركي", "GB": "بريطانيا,بريطاني"},
    "he": {"PS": "פלסטין,פלסטיני", "US": "ארהב,אמריקאי"},
    "hi": {"PS": "फ़िलिस्तीन", "US": "अमेरिका", "GB": "ब्रिटेन"},
    "ja": {"PS": "パレスチナ", "US": "米国,アメリカ", "GB": "英国", "EU": "EU", "UN": "国連"},
    "ko": {"PS": "팔레스타인", "KR": "한국", "KP": "북한", "UN": "유엔"},
    "zh": {"PS": "巴勒斯坦", "UN": "聯合國", "KP": "朝鲜,朝鮮,北韩", "KR": "南韩,韓國", "IL": "以色列"},
}
"""What the press writes where CLDR has only the formal name."""
_IN_CAPITALS = re.compile(rf"(?<!\w)[{CAPITALS}]{{2,4}}(?!\w)")
_ABBREVIATIONS = frozenset(
    fold(name)
    for names in _PRESS_NAMES.values()
    for joined in names.values()
    for name in joined.split(",")
    if _IN_CAPITALS.fullmatch(name)
)
"""They are places in capitals only: "us" is a pronoun, "un" an article, "bm" nothing."""


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """The names of one language: by their first word's stem, and a pattern for scripts without spaces."""

    stems: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    unspaced: re.Pattern[str] | None
    codes: Mapping[str, str]


@lru_cache(maxsize=4)
def find_places(text: str, language: str) -> tuple[str, ...]:
    """Give the codes of the places a text names, in order, repeats included; a city is followed by its country."""
    found = []
    for code in _codes(text, _bare(language)):
        found.append(code)
        country = _zone_countries().get(code)
        if country:
            found.append(country)
    return tuple(found)


def place_named(phrase: str, language: str = "en") -> str | None:
    """Give the code of the place whose name an editor's phrase is; None for no place, or for several.

    A phrase that ends in `*` names the one country or city whose names begin so: 'palestin*' -> PS.
    """
    bare = fold(phrase).strip()
    named = _folded_names(_bare(language))
    if not bare.endswith("*"):
        return named.get(bare)
    bare = bare.rstrip("* ")
    begun = {code for name, code in named.items() if name.startswith(bare)} if len(bare) > _FEWEST_LETTERS else set()
    countries = {code for code in begun if "/" not in code}
    found = countries or begun
    return found.pop() if len(found) == 1 else None


def place_forms(code: str, language: str) -> tuple[str, ...]:
    """Give the phrases, `*` for an ending, by which a language names a place; () when nobody knows."""
    return _forms(_bare(language)).get(code, ())


def country_name(code: str, language: str = "en") -> str:
    """Give a country's name in a language, or the code where CLDR has none."""
    locale = _locale(language) or Locale("en")
    return str(locale.territories.get(code, code))


@lru_cache(maxsize=1)
def known_places() -> tuple[str, ...]:
    """Give every code that `find_places` may give, sorted."""
    return tuple(sorted({*map(str, Locale("en").territories), *_zone_countries(), *_zone_countries().values()}))


@lru_cache(maxsize=64)
def _folded_names(language: str) -> Mapping[str, str]:
    named: dict[str, str] = {}
    for name, code in _names(language):
        named.setdefault(fold(name), code)
    return named


@lru_cache(maxsize=64)
def _forms(language: str) -> Mapping[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for name, code in _folded_names(language).items():
        form = _form(name, code, language)
        if form and form not in forms.setdefault(code, []):
            forms[code].append(form)
    return {code: tuple(written) for code, written in forms.items()}


def _form(name: str, code: str, language: str) -> str:
    """Make a phrase of a name; "" for one so short that it means something else as well.

    Of a name of several words each may end otherwise; one word alone may only go on, and not into another name.
    """
    tokens = whole_words(name)
    if not tokens or len(tokens) > _LONGEST_NAME or is_unspaced(name):
        return name if is_unspaced(name) and len(name) > 1 else ""
    if language in _JOINS_ITS_PARTICLES:
        return f"{' '.join(tokens)}*"
    if len(tokens) > 1:
        return " ".join(
            token if len(token) < _MANY_LETTERS else f"{token[: max(_MANY_LETTERS - 1, len(token) - 2)]}*"
            for token in tokens
        )
    if len(name) < _MANY_LETTERS:
        return name if len(name) == _MANY_LETTERS - 1 else ""
    stem = _stem(name)
    named, ordered = _folded_names(language), _ordered_names(language)
    begun = islice(ordered, bisect_left(ordered, stem), None)
    others = (named[other] != code for other in takewhile(lambda other: other.startswith(stem), begun))
    return name if any(others) else f"{stem}*"


@lru_cache(maxsize=64)
def _ordered_names(language: str) -> tuple[str, ...]:
    return tuple(sorted(_folded_names(language)))


def _codes(text: str, language: str) -> Iterator[str]:
    tokens, gazetteer = whole_words(text), _gazetteer(language)
    unspaced = gazetteer.unspaced if is_unspaced(text) else None
    in_capitals = {fold(word) for word in _IN_CAPITALS.findall(text)}
    for place, token in enumerate(tokens):
        if token in _ABBREVIATIONS and token not in in_capitals:
            continue
        if unspaced is not None and is_unspaced(token):
            yield from (gazetteer.codes[match] for match in unspaced.findall(token))
            continue
        code = _code_at(tokens, place, language=language)
        if code:
            yield code


def _code_at(tokens: list[str], place: int, *, language: str) -> str:
    """Give the code of the longest name that begins at a word, "" for none."""
    best, longest = "", 0
    for name, code in _begun_by(tokens[place], language):
        rest = tokens[place + 1 : place + len(name)]
        if len(name) > longest and len(rest) == len(name) - 1 and all(map(_is_word, rest, name[1:])):
            best, longest = code, len(name)
    return best


@lru_cache(maxsize=1 << 17)
def _begun_by(word: str, language: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Give the names of a language that a word may begin, those nearest to the word first."""
    stems = _gazetteer(language).stems
    return tuple(
        (name, code)
        for form in _without_prefixes(word)
        for length in range(len(form), max(1, len(form) - _LONGEST_ENDING - 2), -1)
        for name, code in stems.get(form[:length], ())
        if _is_word(form, name[0])
    )


def _is_word(word: str, name: str) -> bool:
    """Tell whether a word is a form of a name: the same, or the name with an ending, or with its last letter bent."""
    if word == name:
        return True
    if len(name) < _MANY_LETTERS:
        return len(name) == _MANY_LETTERS - 1 and word[:-1] == name and word[-1] in "sin"
    longest = len(name) + (_LONGEST_ENDING if len(name) > _MANY_LETTERS or name.isascii() else 2)
    return word.startswith(_stem(name)) and len(word) <= longest


def _stem(name: str) -> str:
    return name[:-1] if len(name) > _MANY_LETTERS else name


def _without_prefixes(word: str) -> tuple[str, ...]:
    """Give a word as it stands and without the Arabic or Hebrew letters that lean on it ('wa', 'bi', 'al')."""
    if "\u0621" <= word[:1] <= "\u064a":
        bare = re.sub(r"^[وف]?[بلك]?(?:ال|لل)?", "", word)
        return (word, bare) if len(bare) >= _FEWEST_LETTERS and bare != word else (word,)
    if "\u05d0" <= word[:1] <= "\u05ea":
        bare = re.sub(r"^[ושכ]?[הבלמ]", "", word)
        return (word, bare) if len(bare) >= _FEWEST_LETTERS and bare != word else (word,)
    return (word,)


@lru_cache(maxsize=64)
def _gazetteer(language: str) -> _Gazetteer:
    stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    codes: dict[str, str] = {}
    for name, code in _names(language):
        tokens = tuple(whole_words(name))
        if not tokens:
            continue
        if is_unspaced(tokens[0]):
            codes.setdefault("".join(tokens), code)
        else:
            first = _without_prefixes(tokens[0])[-1]
            entry = ((first, *tokens[1:]), code)
            key = _stem(first)
            if entry not in stems.setdefault(key, []):
                stems[key].append(entry)
    longest_first = sorted((name for name in codes if len(name) > 1), key=lambda name: (-len(name), name))
    return _Gazetteer(
        stems={key: tuple(entries) for key, entries in stems.items()},
        unspaced=re.compile("|".join(map(re.escape, longest_first))) if longest_first else None,
        codes=codes,
    )


def _names(language: str) -> Iterator[tuple[str, str]]:
    """Give every (name, code) of a language; what the press writes comes first, so that it wins."""
    for key in (language, ""):
        for code, joined in _PRESS_NAMES.get(key, {}).items():
            yield from ((name, code) for name in joined.split(","))
    for locale in _locales(language):
        for code, name in sorted(locale.territories.items()):
            if code.isalpha() and code not in _NOT_NEWS:
                yield from ((part, code) for part in _FORMAL.split(str(name)) if part)
        cities = {_zone_names().get(zone, zone): names.get("city") for zone, names in locale.time_zones.items()}
        for zone, country in sorted(_zone_countries().items()):
            city = str(cities.get(zone) or zone.rpartition("/")[2].replace("_", " "))
            if country not in _NOT_NEWS and fold(city) != fold(str(locale.territories.get(country, ""))):
                yield city, zone


@lru_cache(maxsize=1)
def _zone_countries() -> Mapping[str, str]:
    """Give zone -> country for the zones whose city the world knows: no deeper names, no islands of stations."""
    zones: Mapping[str, str] = get_global("zone_territories")
    return {zone: country for zone, country in zones.items() if zone.count("/") == 1 and country != "001"}


def _locales(language: str) -> list[Locale]:
    """Give the locales whose names a language's press prints; English for a language that CLDR does not know."""
    found = [locale for locale in map(_locale, _CHINESE if language == "zh" else (language,)) if locale is not None]
    return found or [Locale("en")]


def _zone_names() -> Mapping[str, str]:
    """Give old zone name -> new one: CLDR keeps the city names under the old."""
    aliases: Mapping[str, str] = get_global("zone_aliases")
    return aliases


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_")) if language else None
    except (UnknownLocaleError, ValueError):
        return None


def _bare(language: str) -> str:
    return language.partition("-")[0].lower()
