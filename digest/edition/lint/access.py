"""A: pictures, links and headings, for people who see, hear or tap the mail."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from digest.edition.lint.css import declarations_of
from digest.edition.lint.page import Element, Page
from digest.edition.lint.rule import rule

_LONGEST_ALT: Final = 150
_LONGEST_URL: Final = 2000
_FILE_NAME: Final = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|avif)\Z", re.IGNORECASE)
_FORMAT: Final = re.compile(r"\.(?:webp|avif|svg)(?:\?|\Z)|^data:", re.IGNORECASE)
_EMPTY_WORDS: Final = frozenset({"", "click here", "here", "read more", "more", "link", "this"})
_SHORTENERS: Final = frozenset({"bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "t.co",
                                "t.ly", "tiny.cc", "tinyurl.com"})  # fmt: skip
_OTHER_SCHEMES: Final = frozenset({"mailto", "tel", "cid"})
_LOCAL_NAMES: Final = re.compile(r"(?:^|\.)(?:localhost|local|internal|localdomain|lan|home\.arpa)\Z")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


@rule(
    "A01",
    "error",
    mend="describe the picture in alt, in fewer than 150 characters and not by its file name",
    from_sources=True,
)
def alternatives(page: Page) -> Iterator[tuple[str, str]]:
    """Every picture has an alt; one that is a link has words in it."""
    for image in page.named("img"):
        alt = image.attributes.get("alt")
        link = next((element for element in image.lineage() if element.tag == "a"), None)
        if alt is None:
            yield image.place, "no alt"
        elif not alt.strip() and link is not None and not link.text:
            yield image.place, "a linked picture with an empty alt"
        elif len(alt) >= _LONGEST_ALT:
            yield image.place, f"alt of {len(alt)} characters"
        elif _FILE_NAME.match(alt.strip()):
            yield image.place, f"alt {alt!r} is a file name"


@rule("A02", "error", mend='give it width="N" in pixels, and style="width: 100%; height: auto" or a max-width')
def widths(page: Page) -> Iterator[tuple[str, str]]:
    """Outlook takes the attribute, phones take the style."""
    for image in page.named("img"):
        style = dict(declarations_of(image.attributes.get("style", "")))
        width = image.attributes.get("width", "")
        if not width.isdigit():
            yield image.place, f"width is {width!r}"
        if "max-width" not in style and (style.get("width"), style.get("height")) != ("100%", "auto"):
            yield image.place, "it does not shrink on a phone"


@rule("A03", "warning", mend="use JPEG, PNG or GIF: Outlook shows nothing else, Gmail no data: address")
def formats(page: Page) -> Iterator[tuple[str, str]]:
    """Formats that some programs do not draw."""
    for image in page.named("img"):
        if _FORMAT.search(image.attributes.get("src", "")):
            yield image.place, image.attributes["src"][:60]


@rule("A04", "error", mend="write an absolute https address of a public host", from_sources=True)
def addresses(page: Page) -> Iterator[tuple[str, str]]:
    """Addresses that lead nowhere from an inbox, or over an open line."""
    for element in page.elements:
        for name in ("href", "src"):
            url = element.attributes.get(name)
            problem = "" if url is None else _address_problem(url)
            if problem:
                yield element.place, f"{name}={str(url)[:60]!r} {problem}"


def _address_problem(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "is no address"
    if parts.scheme in _OTHER_SCHEMES:
        return ""
    if parts.scheme != "https" or not host:
        return "is not https"
    try:
        public = ipaddress.ip_address(host).is_global
    except ValueError:
        public = "." in host and not _LOCAL_NAMES.search(host)
    return "" if public else "is not public"


@rule("A05", "warning", mend="shorten the address, or let the visible one name the same host")
def suspicious(page: Page) -> Iterator[tuple[str, str]]:
    """What filters take for phishing."""
    for link in page.named("a"):
        href, text = link.attributes.get("href", ""), link.text
        if len(href) > _LONGEST_URL:
            yield link.place, f"address of {len(href)} characters"
        shown, meant = _host(text) if text.startswith(("http://", "https://")) and " " not in text else "", _host(href)
        if shown and shown != meant:
            yield link.place, f"shows {shown} and leads to {meant}"
        if meant in _SHORTENERS:
            yield link.place, f"{meant} hides where it leads"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@rule("A06", "warning", mend="say where the link leads; one text for one target")
def link_texts(page: Page) -> Iterator[tuple[str, str]]:
    """Links read out of context, as screen readers list them."""
    for link in page.named("a"):
        words = link.text or " ".join(child.attributes.get("alt", "") for child in link.walk() if child.tag == "img")
        if words.strip().lower() in _EMPTY_WORDS:
            yield link.place, f"the text is {words.strip()!r}"
        elif re.match(r"https?://\S+\Z", words):
            yield link.place, "the text is a bare address"


@rule("A06", "warning", mend="say in each what it leads to, or set the links under headings of their own")
def same_texts(page: Page) -> Iterator[tuple[str, str]]:
    """The same words under one heading for different targets; a heading between them tells them apart (WCAG H80)."""
    targets: dict[str, str] = {}
    for element in page.body.walk():
        if element.tag in _HEADINGS:
            targets = {}
        words, href = element.text.lower(), element.attributes.get("href", "")
        if element.tag == "a" and words and targets.setdefault(words, href) != href:
            yield element.place, f"{element.text[:40]!r} leads elsewhere than before"


@rule("A08", "warning", mend="write one h1, and go down one level at a time")
def headings(page: Page) -> Iterator[tuple[str, str]]:
    """The outline that a screen reader jumps along."""
    outline = page.named(*_HEADINGS)
    first = [heading for heading in outline if heading.tag == "h1"]
    if len(first) != 1:
        yield "headings", f"{len(first)} h1"
    above = 0
    for heading in outline:
        level = int(heading.tag[1])
        if level > above + 1:
            yield heading.place, f"h{level} follows h{above}" if above else f"the first heading is h{level}"
        above = level


@rule("A08", "warning", mend="make the story's title a heading")
def empty_headings(page: Page) -> Iterator[tuple[str, str]]:
    """A heading without words."""
    for heading in page.named(*_HEADINGS):
        if not _words(heading):
            yield heading.place, "it is empty"


def _words(element: Element) -> str:
    return element.text or "".join(child.attributes.get("alt", "") for child in element.walk())


RULES = (alternatives, widths, formats, addresses, suspicious, link_texts, same_texts, headings, empty_headings)
