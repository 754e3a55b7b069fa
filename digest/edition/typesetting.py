"""Untrusted words and addresses -> what may be set in type: one clean line, of a length that fits, or nothing."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from digest.text import fold_space

LONGEST_HEADLINE: Final = 180
_LONGEST_URL: Final = 2000
_FORBIDDEN: Final = re.compile("[\x80-\x84\x86-\x9f\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]")
# Marks that template and mail-merge languages act on: a system further down the road must not find them in a headline.
_MARK: Final = re.compile(r"\{(?=[{%#])|(?<=[%#}])\}|%(?=%)|\*(?=\|)|\|(?=\*)|=(?=\?)|<(?=%)")
_NOTHING: Final = frozenset({"None", "nan", "NaN", "undefined", "null"})
_EMOJI: Final = re.compile(
    "[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0e\ufe0f\u20e3]+"
)
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_FULL_STOPS: Final = ".。।"
_ENDINGS: Final = ".!?…。！？।؟:"
_REGIONAL_INDICATOR_A: Final = 0x1F1E6


def clean_line(text: str) -> str:
    """Make one line of untrusted text: no controls, no bidi overrides, no marks of any template language.

    What a broken publishing system prints for a missing value ("None", "undefined") is missing here too.
    """
    line = fold_space(_MARK.sub(lambda mark: f"{mark.group()} ", _FORBIDDEN.sub("", text)))
    return "" if line in _NOTHING else line


def without_emoji(text: str) -> str:
    """Drop pictographs, which mail filters count in subjects."""
    return fold_space(_EMOJI.sub(" ", text))


def shorten(text: str, *, longest: int) -> str:
    """Cut a line to at most `longest` characters, at a space where there is one in the last third, with an ellipsis."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > longest * 2 // 3 else cut).rstrip(" ,;:–—-.") + "…"


def headline(text: str) -> str:
    """Set a title: clean, without its closing full stop, at most 180 characters."""
    line = clean_line(text)
    if line[-1:] in _FULL_STOPS and not line.endswith("..."):
        line = line[:-1].rstrip()
    return shorten(line, longest=LONGEST_HEADLINE)


def ends_sentence(text: str) -> bool:
    """Say whether a line already closes with a mark of its own, so that no full stop may follow."""
    return text.rstrip("\"'”’»」』）)")[-1:] in _ENDINGS if text else True


def join_sentences(sentences: tuple[str, ...]) -> str:
    """Join sentences of one text: with a space, and without one after a full-width stop."""
    line = ""
    for sentence in sentences:
        line += sentence if not line or line[-1] in "。！？」』" else f" {sentence}"
    return line


def web_url(url: str) -> str:
    """Give an address that is safe in an attribute, or "" for what is not http or https.

    Braces, pipes and stray percent signs are percent-encoded: servers read them alike and mail-merge marks vanish.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host or len(url) > _LONGEST_URL:
        return ""
    safe = _BARE_PERCENT.sub("%25", clean_url_characters(url.strip()))
    return safe if len(safe) <= _LONGEST_URL else ""


def clean_url_characters(url: str) -> str:
    """Percent-encode what RFC 3986 section 2 does not allow in an address, and drop invisible characters."""
    return "".join(
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "ignore")) if char in ' "<>\\^`{|}*' else char
        for char in _FORBIDDEN.sub("", url)
        if char.isprintable()
    )


def flag(country: str) -> str:
    """Give the flag of an ISO 3166-1 alpha-2 code as two regional indicators; "" for anything else."""
    code = country.upper()
    if not re.fullmatch("[A-Z]{2}", code):
        return ""
    return "".join(chr(_REGIONAL_INDICATOR_A + ord(letter) - ord("A")) for letter in code)
