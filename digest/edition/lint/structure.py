"""H: the skeleton of the document, as mail programs and screen readers need it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from digest.edition.lint.css import declarations_of
from digest.edition.lint.page import Element, Page
from digest.edition.lint.rule import rule

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
_CHARSET: Final = re.compile(rb"<meta\s+charset\s*=\s*[\"']?utf-8", re.IGNORECASE)
_HEAD_BYTES: Final = 1024
_BANNED: Final = frozenset(
    {"applet", "audio", "base", "button", "embed", "form", "iframe", "input", "object", "script", "select", "textarea",
     "video"}
)  # fmt: skip
_MARKS: Final = re.compile(r"\{\{|\{%|%%|\*\||\|\*|%7B%7B|\{\{%20", re.IGNORECASE)
_EMPTY_VALUES: Final = frozenset({"None", "nan", "NaN", "undefined", "null"})
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f]")
_PREHEADER: Final = (40, 130)
_FILLER: Final = re.compile("[\u034f\u200c\u00a0\u2007\ufeff\u00ad]+")
_HIDING: Final = {"display": "none", "max-height": "0", "overflow": "hidden", "mso-hide": "all"}
_ACTING: Final = ("javascript:", "vbscript:")
_FRAME: Final = ("cellpadding", "cellspacing", "border")


@rule("H01", "error", mend="begin with <!DOCTYPE html>")
def doctype(page: Page) -> Iterator[tuple[str, str]]:
    """Without it some programs render in quirks mode."""
    if not page.source.startswith("<!DOCTYPE html>"):
        yield "line 1", f"the document begins with {page.source[:20]!r}"


@rule("H02", "error", mend="give <html> and the first element of <body> the same lang, a BCP 47 tag")
def language(page: Page) -> Iterator[tuple[str, str]]:
    """Webmail drops <html>, so the wrapper has to say it again."""
    yield from _on_both(page, "lang", valid=lambda value: bool(_TAG.match(value)))


@rule("H03", "error", mend='give <html> and the first element of <body> the same dir: "ltr", "rtl" or "auto"')
def direction(page: Page) -> Iterator[tuple[str, str]]:
    """The same for the direction of writing."""
    yield from _on_both(page, "dir", valid=lambda value: value in {"ltr", "rtl", "auto"})


def _on_both(page: Page, name: str, *, valid: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    html = page.root.attributes.get(name, "")
    wrapper = page.body.children[0].attributes.get(name, "") if page.body.children else ""
    if not valid(html):
        yield "<html>", f"{name} is {html!r}"
    if wrapper != html:
        yield "first element of <body>", f"{name} is {wrapper!r}, that of <html> is {html!r}"


@rule("H04", "error", mend="give the page a <title> that is, or stands in, the subject", from_sources=True)
def title(page: Page) -> Iterator[tuple[str, str]]:
    """What a browser tab and a screen reader say first."""
    text = next((element.text for element in page.named("title")), "")
    if not text:
        yield "<title>", "it is empty or missing"
    elif page.subject and text not in " ".join(page.subject.split()):
        yield "<title>", f"{text!r} does not stand in the subject {page.subject!r}"


@rule("H05", "error", mend='put <meta charset="utf-8"> first in <head>')
def charset(page: Page) -> Iterator[tuple[str, str]]:
    """A browser looks for it in the first 1,024 bytes only (HTML standard, 13.2.3.2)."""
    if not _CHARSET.search(page.source.encode("utf-8", "replace")[:_HEAD_BYTES]):
        yield "<head>", "no charset within the first 1,024 bytes"


@rule("H06", "warning", mend='write <meta name="viewport" content="width=device-width, initial-scale=1">')
def viewport(page: Page) -> Iterator[tuple[str, str]]:
    """A phone shows a shrunken desktop page without it; zooming must stay allowed (WCAG 1.4.4)."""
    content = _meta(page, "viewport").replace(" ", "")
    if "width=device-width" not in content or "user-scalable=no" in content or "maximum-scale" in content:
        yield "<meta name=viewport>", f"content is {content!r}"


@rule("H07", "warning", mend="add the metas x-apple-disable-message-reformatting and format-detection")
def apple(page: Page) -> Iterator[tuple[str, str]]:
    """Apple Mail resizes text and links dates without them."""
    names = {element.attributes.get("name", "") for element in page.named("meta")}
    for name in ("x-apple-disable-message-reformatting", "format-detection"):
        if name not in names:
            yield "<head>", f"no meta {name}"


@rule(
    "H08", "error", mend='write role="presentation" cellpadding="0" cellspacing="0" border="0", and no <th>, <caption>'
)
def tables(page: Page) -> Iterator[tuple[str, str]]:
    """Tables are layout here: a screen reader must not announce rows and columns."""
    for table in page.named("table"):
        if table.attributes.get("role") not in {"presentation", "none"}:
            yield table.place, "no role=presentation"
        missing = [name for name in _FRAME if table.attributes.get(name) != "0"]
        if missing:
            yield table.place, f"{', '.join(missing)} not 0"
        if "summary" in table.attributes:
            yield table.place, "a summary"
    for cell in page.named("th", "caption"):
        yield cell.place, "belongs to a table of data"


@rule("H11", "error", mend="close each <!--[if ...]> with <![endif]-->; write <!--[if !mso]><!--> for all but Outlook")
def conditionals(page: Page) -> Iterator[tuple[str, str]]:
    """Conditional comments of Outlook."""
    opened, closed = page.source.count("<!--[if"), page.source.count("<![endif]-->")
    if opened != closed:
        yield "conditional comments", f"{opened} opened, {closed} closed"
    if re.search(r"<!--\[if !mso\]-->", page.source):
        yield "conditional comments", "<!--[if !mso]--> hides nothing from Outlook"


@rule("H13", "error", mend="take it out: mail programs strip it or call the mail dangerous")
def banned(page: Page) -> Iterator[tuple[str, str]]:
    """Elements and attributes that act."""
    for element in page.elements:
        if element.tag in _BANNED or (element.tag == "link" and "stylesheet" in element.attributes.get("rel", "")):
            yield element.place, "not allowed in mail"
        for name, value in element.attributes.items():
            if name.startswith("on") or re.sub(r"[\x00-\x20]", "", value).lower().startswith(_ACTING):
                yield element.place, f"{name}={value[:40]!r} acts"


@rule(
    "H15", "error", mend="put a hidden preheader of 40 to 130 characters with filler first in <body>", from_sources=True
)
def preheader(page: Page) -> Iterator[tuple[str, str]]:
    """What the inbox shows beside the subject."""
    first = next((element for element in page.body.walk() if element.words), None)
    if first is None:
        yield "<body>", "it has no text"
        return
    text = _FILLER.split(" ".join(first.words), maxsplit=1)
    words = text[0].strip()
    if not _is_hidden(first):
        yield first.place, "the first text of the page is not a hidden preheader"
    elif not _PREHEADER[0] <= len(words) <= _PREHEADER[1]:
        yield first.place, f"{len(words)} characters"
    elif page.subject and words == page.subject.strip():
        yield first.place, "it repeats the subject"
    elif not _FILLER.search(first.words[-1]):
        yield first.place, "no filler follows it"


def _is_hidden(element: Element) -> bool:
    style = dict(declarations_of(element.attributes.get("style", "")))
    return all(style.get(name, "").removesuffix("px") == value for name, value in _HIDING.items())


@rule("H16", "error", mend="render every mark; write nothing where a value is missing", from_sources=True)
def unrendered(page: Page) -> Iterator[tuple[str, str]]:
    """Marks of template languages, and the names that languages give to nothing."""
    for element in page.elements:
        for text in (*element.words, *element.attributes.values()):
            mark = _MARKS.search(text)
            if mark:
                yield element.place, f"{mark.group()!r} in {text.strip()[:40]!r}"
            elif text.strip() in _EMPTY_VALUES:
                yield element.place, f"{text.strip()!r} stands where a value should"


@rule("H17", "warning", mend="give each id once")
def twins(page: Page) -> Iterator[tuple[str, str]]:
    """Ids that stand twice."""
    ids = Counter(element.attributes["id"] for element in page.elements if "id" in element.attributes)
    for name, times in ids.items():
        if times > 1:
            yield f"#{name}", f"{times} elements"


@rule("H18", "error", mend="take control characters out: U+0092 alone makes Gmail clip the mail", from_sources=True)
def controls(page: Page) -> Iterator[tuple[str, str]]:
    """C0 and C1 characters, in the source or as references."""
    found = _CONTROL.search(page.source) or next(
        (_CONTROL.search(text) for element in page.elements for text in element.words if _CONTROL.search(text)), None
    )
    if found:
        yield "html", f"U+{ord(found.group()):04X}"


def _meta(page: Page, name: str) -> str:
    metas = (meta.attributes for meta in page.named("meta"))
    return next((meta.get("content", "") for meta in metas if meta.get("name") == name), "")


RULES = (doctype, language, direction, title, charset, viewport, apple, tables, conditionals, banned, preheader,
         unrendered, twins, controls)  # fmt: skip
