"""`extract`: the articles of a page, file or text dump, as JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from digest.app.application import App, open_app
from digest.cli.options import Common, command
from digest.config import Http, Settings
from digest.config.settings import SourceSpec
from digest.errors import ExtractError, UsageError
from digest.extract.readers import extract_any
from digest.extract.site_memory import drop_site_furniture, learn_furniture
from digest.intake.pages import read_page
from digest.language.detect import detect_language
from digest.model import Extraction, Image
from digest.ports import FetchFailed, Request
from digest.text import count_words, reading_minutes
from digest.urls import host_of


@command("extract", short_help="The articles of pages, files or text dumps, as JSON lines.")
@click.argument("sources", metavar="FILE-OR-URL...", nargs=-1, required=True)
@click.option("--url", default="", help="The address that FILE was saved from.")
def extract(common: Common, *, sources: tuple[str, ...], url: str) -> None:
    """Print each article of FILE-OR-URL as one JSON line, with every dropped line and the rule that dropped it.

    FILE is an HTML page or the plain text of one; "-" reads standard input. Lines that three of the pages share are
    taken for furniture of their site when all come from one host.
    """
    pages: dict[str, list[Extraction]] = {}
    for source in sources:
        data, address = _read(common, source, url)
        articles = extract_any(data, url=address, name=source)
        if not articles:
            raise ExtractError(f"{source}: holds no article")
        pages.setdefault(host_of(articles[0].canonical_url or address), []).extend(articles)
    shared = {host: learn_furniture(articles) for host, articles in pages.items()}
    found = [drop_site_furniture(page, shared[host]) for host, articles in pages.items() for page in articles]
    for article in found:
        sys.stdout.write(json.dumps(_fields(article), ensure_ascii=False) + "\n")
    if common.verbosity > 0:
        _tell_dropped(common, found)


def _read(common: Common, source: str, url: str) -> tuple[bytes, str]:
    if source.startswith(("http://", "https://")):
        app = _any_app(common)
        answer = next(iter(app.fetcher().fetch([Request(source)])))
        page = answer.reason if isinstance(answer, FetchFailed) else read_page(answer)
        if isinstance(page, str):
            raise ExtractError(f"{source}: {page}")
        return page.body, url or page.url
    if source == "-":
        return sys.stdin.buffer.read(), url
    try:
        return Path(source).read_bytes(), url
    except OSError as error:
        raise UsageError(f"{source}: cannot be read: {error.strerror}") from error


def _any_app(common: Common) -> App:
    """The configured application; without a config, one with default limits."""
    file = common.config_file()
    if file.is_file():
        return open_app(file)
    return App(Settings(sources=(SourceSpec(url="https://example.invalid/"),), http=Http()), file)


def _fields(article: Extraction) -> dict[str, object]:
    text = " ".join([article.title, *article.body])
    language, confidence = detect_language(text, declared=article.language)
    words = sum(count_words(paragraph, language) for paragraph in article.body)
    return {
        "kicker": article.kicker,
        "title": article.title,
        "standfirst": article.standfirst,
        "authors": list(article.authors),
        "byline": article.byline,
        "dateline": article.dateline,
        "genre": article.genre,
        "published": article.published.isoformat() if article.published else None,
        "language": language,
        "language_confidence": round(confidence, 3),
        "declared_language": article.language,
        "words": words,
        "minutes": reading_minutes(words, language),
        "kind": article.kind,
        "url": article.canonical_url,
        "image": _picture(article.image) if article.image else None,
        "images": [_picture(image) for image in article.images],
        "body": list(article.body),
        "dropped": [{"line": dropped.line, "rule": dropped.rule} for dropped in article.dropped],
        "origins": dict(article.origins),
    }


def _picture(image: Image) -> dict[str, str | int]:
    return asdict(image)


def _tell_dropped(common: Common, found: Sequence[Extraction]) -> None:
    console = common.console()
    for article in found:
        for dropped in article.dropped:
            console.note(f"{dropped.rule:<16} {dropped.line[:100]}")
