"""One story -> one card: the JSON values that a template needs to print it, with every outlet named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from digest.edition.highlights import Summarise
from digest.edition.localise import Wording, direction, primary, same_language, script_class
from digest.edition.typesetting import clean_line, flag, headline, join_sentences, shorten, web_url
from digest.model import Article, Excerpt, Story, Voice
from digest.sentences import split_sentences
from digest.text import count_words, reading_minutes
from digest.urls import host_of

PICTURE_WIDTH, PICTURE_HEIGHT = 552, 310
_MOST_NAMED: Final = 3
_LONGEST_SUMMARY: Final = 420
_LONGEST_ALT: Final = 140
_LONGEST_CAPTION: Final = 220
_LONGEST_CREDIT: Final = 100
_LONGEST_NAME: Final = 60


def choose_face(story: Story, *, language: str) -> Article:
    """Choose the article that stands for a story: an original in the reader's language before the lead article."""
    if same_language(story.lead.language, language) and story.lead.kind == "article":
        return story.lead
    originals = {voice.original for voice in story.voices}
    own = [article for article in story.articles if same_language(article.language, language)]
    # A labelled piece (opinion, analysis) stands for a story only where no report does.
    own.sort(key=lambda article: (article.kind == "stub", article.id not in originals, bool(article.genre)))
    return own[0] if own else story.lead


def story_card(
    story: Story, *, face: Article, wording: Wording, language: str, summarise: Summarise, max_words: int
) -> dict[str, Any]:
    """Make the card of a story as its face tells it.

    `language` is the newsletter's; a face in another one is printed as it is and names its language.
    """
    named, more = other_outlets(story, face=face)
    return {
        "story_id": story.id,
        **attribution(face, wording=wording, language=language),
        **summary_of(face, summarise=summarise, max_words=max_words),
        "genre": shorten(clean_line(face.genre), longest=30),
        "minutes": minutes_of(face),
        "image": picture_of(story, face=face),
        "also_covered": [outlet_of(article, wording=wording) for article in named],
        "also_more": more,
        "copies": len(_voice_of(story, face).copies),
        "status": story.status,
        "why": why(story, wording=wording),
    }


def attribution(article: Article, *, wording: Wording, language: str) -> dict[str, Any]:
    """Say who wrote what, where and in which language: the part of a card that every block prints."""
    foreign = not same_language(article.language, language)
    return {
        **outlet_of(article, wording=wording),
        "headline": headline(article.title) or outlet_name(article),
        "language": article.language,
        "language_code": primary(article.language).upper(),
        "language_name": wording.language_name(article.language) if foreign and article.language else "",
        "foreign": foreign,
        "dir": direction(article.language or language),
        "script": script_class(article.language),
    }


def outlet_of(article: Article, *, wording: Wording) -> dict[str, Any]:
    """Name an outlet and its country, with the address of its article."""
    return {
        "outlet": outlet_name(article),
        "country": article.country,
        "country_name": wording.country(article.country) if article.country else "",
        "flag": flag(article.country),
        "url": web_url(article.url),
    }


def outlet_name(article: Article) -> str:
    """Give the outlet's name in print, or its host's when it has none."""
    return shorten(clean_line(article.outlet) or host_of(article.url), longest=_LONGEST_NAME)


def summary_of(article: Article, *, summarise: Summarise, max_words: int) -> dict[str, Any]:
    """Give the article's own sentences, or its standfirst, or nothing; never words of ours; and where each stands.

    `places` has one item for each sentence: the characters `at` = [from, to) of the summary are those from `start` to
    `end` of the article's `part` (of the body the `paragraph`, from 0), but for white space and for what typesetting
    drops. A standfirst that no summariser chose has no places.
    """
    title = headline(article.title)
    excerpts = [(clean_line(one.text), one) for one in summarise(article, max_words=max_words)]
    printed = [(line, one) for line, one in excerpts if line and headline(line) != title]
    if any(line for line, _ in excerpts):
        text = join_sentences(tuple(line for line, _ in printed))
    else:
        standfirst = split_sentences(clean_line(article.standfirst), article.language)
        fitting = _within(standfirst, max_words, article.language)
        text = join_sentences(tuple(sentence for sentence in fitting if headline(sentence) != title))
    summary = shorten(text, longest=_LONGEST_SUMMARY)
    places = _places(printed, text=text, longest=len(summary))
    return {"article_id": article.id, "summary": summary, "places": places}


def _places(printed: Sequence[tuple[str, Excerpt]], *, text: str, longest: int) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    begin = 0
    for line, one in printed:
        begin = text.index(line, begin)
        if begin >= longest:
            break
        at = [begin, min(begin + len(line), longest)]
        places.append({"at": at, "part": one.part, "paragraph": one.paragraph, "start": one.start, "end": one.end})
        begin += len(line)
    return places


def _within(sentences: tuple[str, ...], max_words: int, language: str) -> tuple[str, ...]:
    """As many whole sentences as fit, and at least the first."""
    kept, words = sentences[:1], sum(count_words(sentence, language) for sentence in sentences[:1])
    for sentence in sentences[1:]:
        words += count_words(sentence, language)
        if words > max_words:
            break
        kept = (*kept, sentence)
    return kept


def other_outlets(story: Story, *, face: Article) -> tuple[tuple[Article, ...], int]:
    """Give up to three other outlets with a text of their own, new countries first, and how many more there are."""
    by_id = {article.id: article for article in story.articles}
    seen = {outlet_name(face)}
    others: list[Article] = []
    for voice in story.voices:
        article = by_id.get(voice.original)
        if article is not None and outlet_name(article) not in seen:
            seen.add(outlet_name(article))
            others.append(article)
    countries = {face.country}
    fresh: list[Article] = []
    for article in others:
        if article.country not in countries:
            countries.add(article.country)
            fresh.append(article)
    ordered = (*fresh, *(article for article in others if article not in fresh))
    return ordered[:_MOST_NAMED], len(ordered[_MOST_NAMED:])


def why(story: Story, *, wording: Wording) -> str:
    """Say how many newsrooms wrote a text of their own, and in how many countries; "" when it was one."""
    by_id = {article.id: article for article in story.articles}
    originals = [by_id[voice.original] for voice in story.voices if voice.original in by_id]
    newsrooms = len({outlet_name(article) for article in originals})
    countries = len({article.country for article in originals if article.country})
    if newsrooms <= 1:
        return ""
    return wording.newsrooms_in_countries(newsrooms, countries) if countries else wording.count("newsrooms", newsrooms)


def minutes_of(article: Article) -> int:
    """Give the reading time of an article; 0 when its text is not known."""
    words = sum(count_words(paragraph, article.language) for paragraph in article.body)
    return reading_minutes(words, article.language)


def picture_of(story: Story, *, face: Article) -> dict[str, Any] | None:
    """Give the picture of a story: the face's own, or that of another outlet's text, which its credit then names.

    Words of a picture stay in their language. The `alt` falls back to the caption and then to the headline, because
    the picture is a link.
    """
    by_id = {article.id: article for article in story.articles}
    originals = [by_id[voice.original] for voice in story.voices if voice.original in by_id]
    originals.sort(key=lambda article: not same_language(article.language, face.language))
    for article in (face, *originals):
        url = web_url(article.image.url) if article.image else ""
        if article.image and url:
            caption, credit = clean_line(article.image.caption), clean_line(article.image.credit)
            if article is not face and outlet_name(article).casefold() not in credit.casefold():
                credit = f"{credit} / {outlet_name(article)}" if credit else outlet_name(article)
            alt = clean_line(article.image.alt) or caption or headline(article.title) or outlet_name(article)
            return {
                "url": url,
                "link": web_url(article.url),
                "alt": shorten(alt, longest=_LONGEST_ALT),
                "caption": shorten(caption, longest=_LONGEST_CAPTION),
                "credit": shorten(credit, longest=_LONGEST_CREDIT),
                "language": article.language,
                "dir": direction(article.language),
                "script": script_class(article.language),
                "width": PICTURE_WIDTH,
                "height": PICTURE_HEIGHT,
            }
    return None


def _voice_of(story: Story, article: Article) -> Voice:
    for voice in story.voices:
        if article.id == voice.original or article.id in voice.copies:
            return voice
    return Voice(article.id)
