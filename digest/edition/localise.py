"""The edition's own words in its readers' language: strings, plurals, dates, names of countries and languages.

In comes a language tag; out goes a `Wording`. Strings live in `languages/<tag>.toml`, one file a language, found by
name; a language without a file speaks English. Everything that CLDR knows (plural rules, dates, lists, names) is
asked of Babel, whose only owner this file is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list

FALLBACK: Final = "en"
_QUOTES: Final = {
    "fr": ("« ", " »"), "de": ("„", "“"), "es": ("«", "»"), "it": ("«", "»"), "pt": ("«", "»"), "ru": ("«", "»"),
    "uk": ("«", "»"), "el": ("«", "»"), "ar": ("«", "»"), "fa": ("«", "»"), "pl": ("„", "”"), "cs": ("„", "“"),
    "ja": ("「", "」"), "sv": ("”", "”"), "fi": ("”", "”"), "tr": ("“", "”"), "he": ("”", "”"),
}  # fmt: skip


def primary(language: str) -> str:
    """Reduce a BCP 47 tag to its language: "pt-BR" -> "pt"."""
    return language.replace("_", "-").partition("-")[0].lower()


def same_language(left: str, right: str) -> bool:
    """Say whether a reader of one can read the other; an unknown language is like none."""
    return bool(left) and primary(left) == primary(right)


def direction(language: str) -> str:
    """Give "rtl" for languages written from right to left, else "ltr"."""
    locale = _locale(language)
    return locale.text_direction if locale else "ltr"


def script_class(language: str) -> str:
    """Name the kind of script for the style sheet: "arab", "cjk", or "" where Latin type and tracking do well."""
    tongue = primary(language)
    if tongue in {"zh", "ja", "ko", "yue"}:
        return "cjk"
    return "arab" if direction(language) == "rtl" and tongue not in {"he", "yi"} else ""


def quotation_marks(language: str) -> tuple[str, str]:
    """Give the opening and the closing mark that a language sets around speech."""
    return _QUOTES.get(primary(language), ("“", "”"))


@dataclass(frozen=True, slots=True)
class Wording:
    """All that an edition says in its own voice, in one language."""

    language: str
    locale: Locale
    strings: Mapping[str, str | Mapping[str, str]]

    def say(self, key: str, **values: object) -> str:
        """Give the string `key` with its places filled; a key without a string is a KeyError."""
        text = self.strings[key]
        if not isinstance(text, str):
            raise KeyError(f"{key} counts something: use count")
        return text.format(**values)

    def count(self, key: str, number: int) -> str:
        """Give the form of `key` that the language uses for `number`: "1 story", "24 stories"."""
        forms = self.strings[key]
        if isinstance(forms, str):
            raise KeyError(f"{key} counts nothing: use say")
        form = forms.get(str(number)) or forms.get(self.locale.plural_form(number)) or forms["other"]
        return form.format(n=number)

    def counts(self, key: str, number: int) -> bool:
        """Say whether `key` has a form of its own for exactly this number."""
        forms = self.strings[key]
        return not isinstance(forms, str) and str(number) in forms

    def full_date(self, day: date) -> str:
        """Write "Sunday, 22 November 2026" as the language does."""
        return format_date(day, format="full", locale=self.locale)

    def weekday(self, day: date) -> str:
        """Write "Sunday"."""
        return format_date(day, format="EEEE", locale=self.locale)

    def clock(self, moment: datetime) -> str:
        """Write a time of day; `moment` is already in the reader's time zone."""
        return format_time(moment.time(), format="HH:mm", locale=self.locale)

    def short_weekday(self, day: date) -> str:
        """Write "Sun"."""
        return format_date(day, format="EEE", locale=self.locale)

    def listing(self, items: Sequence[str]) -> str:
        """Write "a, b and c"."""
        return format_list(list(items), style="standard", locale=self.locale)

    def country(self, code: str) -> str:
        """Name a country; an unknown code stays as it is."""
        return str(self.locale.territories.get(code.upper(), code))

    def language_name(self, tag: str) -> str:
        """Name a language; an unknown tag stays as it is."""
        return str(self.locale.languages.get(primary(tag), tag))

    def newsrooms_in_countries(self, newsrooms: int, countries: int) -> str:
        """Write "12 newsrooms in 5 countries"."""
        return self.say("joined", left=self.count("newsrooms", newsrooms), right=self.count("in_countries", countries))


@cache
def wording_for(language: str) -> Wording:
    """Give the wording of a language, or the English one when nobody has written its strings yet."""
    tongue = primary(language)
    tag, spoken = (language, tongue) if tongue in spoken_languages() else (FALLBACK, FALLBACK)
    strings = tomllib.loads(_languages().joinpath(f"{spoken}.toml").read_text(encoding="utf-8"))
    return Wording(language=tag, locale=_locale(tag) or Locale(spoken), strings=strings)


@cache
def spoken_languages() -> tuple[str, ...]:
    """Give the languages that have strings, sorted."""
    names = (file.name for file in _languages().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _languages() -> Traversable:
    return files("digest.edition").joinpath("languages")


@lru_cache(maxsize=512)
def _locale(language: str) -> Locale | None:
    """Babel's locale for a tag, for its primary language when the rest is unknown, or None."""
    # Plain "en" is American in CLDR; an international daily writes "Sunday, 22 November".
    for tag in ("en-001" if language == "en" else language.replace("_", "-"), primary(language)):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
