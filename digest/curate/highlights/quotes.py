"""Who said what: an article in; its verbatim quotes, each with a named speaker, out. No speaker, no quote.

A quote is what stands between quotation marks of one style, or after a dash where Polish newspapers set speech so.
Its speaker is the name beside a verb of speech in the same sentence; a bare surname counts when the article gives
the full name elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from digest.curate.highlights.speech import ARABIC_SAYS, DASHED, MARKS, VERB
from digest.curate.reading.tokens import CAPITALS
from digest.model import Article
from digest.sentences import split_sentences
from digest.text import count_words, fold_space

_FEWEST_WORDS, _MOST_WORDS = 4, 70
_NEAR = 170
_PARTICLES = r"(?:de|da|do|dos|del|della|di|la|le|van|van der|van den|von|von der|ter|ten|al|el|bin|ibn|ben|y|e)"
_CAPITAL = rf"(?:[{CAPITALS}][\w'’ʼ-]*\w|[{CAPITALS}]\.)"
_NAME = re.compile(rf"(?<!\w){_CAPITAL}(?: (?:{_PARTICLES} )*{_CAPITAL})*")
_LONGEST_NAME = 3
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Prof|M|Mme|Mlle|Herr|Frau|Sr|Sra|Señor|Señora|Dr hab)\.?$", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?:the|of|der|die|das|des|dem|den|einer|eine|ein)\s$")
_ARABIC_FUNCTION_WORDS = "أمام في من على عن خلال إن أن إنه إنها له لها بعد قبل"
_ARABIC_NOT_NAMES = frozenset(_ARABIC_FUNCTION_WORDS.split())
_ARABIC = re.compile(rf"(?<!\w){ARABIC_SAYS} ((?:[\u0621-\u064a-]+ ?){{2,3}})(?=[،,:(])")
_HAN_BEFORE = re.compile(
    r"([^，。；：「」『』！？、\s]{2,24}?(?:（[^）]+）)?)(?:則|也|並|受訪時|接受.{1,8}時)?"
    r"(?:說|说|表示|指出|強調|强调|認為|认为|稱|称|直言|坦言|透露)[^「」。]{0,10}[：:，,]?$"
)
_KANA_BEFORE = re.compile(r"(?:^|[。、])([^。、「」]{2,30}?)(?:は|が|も)、?[^「」。]{0,24}$")
_KANA_AFTER = re.compile(r"^と(?:、)?(?:[^。「」]{0,16})?(?:述べ|話|語|言|説明|強調|指摘|訴え|コメント|振り返|明か)")
_KANA_PERSON = re.compile(
    r".{2,}(?:氏|さん|教授|会長|社長|議長|所長|課長|部長|局長|次官|副署長|知事|市長|大臣|首相|外相|報道官|董事長|代表|議員)(?:（\d+）)?$"
)
_LISTENER_FOLLOWS = frozenset({"told", "tells"})
_PRONOUN = re.compile(r"^(?:他|她|它|其|該|对此|對此|並|同氏|彼|彼女|これ|それ|関係者|当局者)$")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand in quotation marks in the article, and who said them."""

    article_id: str
    text: str
    speaker: str
    paragraph: int
    """Place in the article's body, from 0."""
    sentence: str
    """The sentence or sentences in which the quote and its speaker stand."""


def find_quotes(article: Article) -> tuple[Quote, ...]:
    """Give the article's verbatim quotes of 4 to 70 words with a named speaker, in reading order, each once."""
    everything = "\n".join(article.body)
    found: dict[str, Quote] = {}
    for place, paragraph in enumerate(article.body):
        plain = fold_space(paragraph)
        for start, end, text in _spoken(plain):
            if not _FEWEST_WORDS <= count_words(text, article.language) <= _MOST_WORDS:
                continue
            around = _around(plain, start=start, end=end, language=article.language)
            before, after = plain[around[0] : start], plain[end : around[1]]
            speaker = _speaker(before, after, language=article.language, everything=everything)
            if speaker and speaker != article.outlet:
                found.setdefault(text, Quote(article.id, text, speaker, place, plain[around[0] : around[1]].strip()))
    return tuple(found.values())


def _spoken(paragraph: str) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, words) of what stands in marks, marks inside the span."""
    dashed = DASHED.match(paragraph)
    if dashed:
        yield 0, dashed.end(1), dashed.group(1)
    for match in MARKS.finditer(paragraph):
        if not dashed or match.start() >= dashed.end(1):
            text = next(group for group in match.groups() if group is not None)
            yield match.start(), match.end(), text.strip().rstrip(",，、")


def _around(paragraph: str, *, start: int, end: int, language: str) -> tuple[int, int]:
    """Give where the sentence or sentences begin and end in which a span stands."""
    first, last, place = 0, len(paragraph), 0
    for sentence in split_sentences(paragraph, language):
        begin = paragraph.find(sentence, place)
        place = begin + len(sentence)
        if begin <= start:
            first = begin
        if place >= end:
            last = place
            break
    if not paragraph[end:last].strip(" .,\"'”»“") and last < len(paragraph):
        following = split_sentences(paragraph[last:], language)[:1]
        if following and following[0].lstrip()[:1].islower():
            last = paragraph.find(following[0], last) + len(following[0])
    return first, last


def _speaker(before: str, after: str, *, language: str, everything: str) -> str:
    primary = language.partition("-")[0].lower()
    if primary == "ar":
        return _speaker_arabic(before[-_NEAR:]) or _speaker_arabic(after[:_NEAR])
    if primary in {"zh", "ja"}:
        return _speaker_unspaced(before, after)
    for context, is_after in ((after[:_NEAR], True), (before[-_NEAR:], False)):
        verbs = list(VERB.finditer(context))
        if not verbs or (is_after and MARKS.search(context[: verbs[0].start()])):
            continue
        verb = verbs[0] if is_after else verbs[-1]
        following = "" if verb.group().lower() in _LISTENER_FOLLOWS else context[verb.end() :]
        speaker = next(
            chain(
                _names_in(following, primary, everything),
                reversed(_names_in(context[: verb.start()], primary, everything)),
            ),
            "",
        )
        if speaker:
            return speaker
    if before.rstrip().endswith(":"):
        return next(iter(_names_in(before[-_NEAR:], primary, everything)), "")
    return ""


def _speaker_arabic(context: str) -> str:
    for named in reversed(_ARABIC.findall(context)):
        parts = str(named).split()
        stop = next((place for place, part in enumerate(parts) if part in _ARABIC_NOT_NAMES), len(parts))
        if stop > 1 and not parts[0].startswith("لل"):
            return " ".join(parts[:stop])
    return ""


def _speaker_unspaced(before: str, after: str) -> str:
    match = _HAN_BEFORE.search(before)
    if match is None and _KANA_AFTER.match(after):
        match = _KANA_BEFORE.search(before)
        if match is not None and not _KANA_PERSON.match(match.group(1)):
            return ""
    speaker = match.group(1).strip() if match else ""
    return "" if _PRONOUN.match(speaker) or speaker.startswith(("他", "她", "彼")) else speaker


def _names_in(context: str, language: str, everything: str) -> list[str]:
    """Give the personal names of a context in order: two words or more, or a surname that is known in full."""
    names = []
    for match in _NAME.finditer(context):
        parts = [part for part in match.group().split(" ") if not _TITLE.match(part)]
        while parts and _is_word(parts[0], everything):
            parts = parts[1:]
        if _ARTICLE_BEFORE.search(context[: match.start()]):
            parts = parts[-2:] if len(parts) > 2 else []  # noqa: PLR2004 - a role, then first and last name
        elif len(parts) > 2 and language == "de":  # noqa: PLR2004 - German writes the role with a capital too
            parts = parts[-2:]
        if len(parts) == 1:
            parts = _full_name(parts[0], everything).split(" ")
        capitals = sum(part[:1].isupper() for part in parts)
        if len(parts) > 1 and capitals <= _LONGEST_NAME:
            names.append(" ".join(parts))
        elif len(parts) > 1 and language == "en":
            names.append(" ".join(parts[-2:]))
    return names


def _full_name(surname: str, everything: str) -> str:
    match = re.search(rf"({_CAPITAL}(?: {_PARTICLES})?) {re.escape(surname)}(?!\w)", everything)
    if match is None or _TITLE.match(match.group(1)) or _is_word(match.group(1), everything):
        return ""
    return f"{match.group(1)} {surname}"


def _is_word(name: str, everything: str) -> bool:
    """Tell whether a capitalised word also stands in small letters: then the capital only began a sentence."""
    return re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", everything) is not None
