"""H, continued: what Outlook for Windows needs of the skeleton, and what webmail takes out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from digest.edition.lint.css import declarations_of, rules_of
from digest.edition.lint.page import Element, Page
from digest.edition.lint.rule import rule

_DEEPEST: Final = 5
_SEMANTIC: Final = ("header", "main", "article", "section", "nav", "footer", "figure", "aside")
_PIXELS: Final = re.compile(r"<!--\[if[^\]]*mso[^\]]*\]>(?:(?!<!\[endif\]).)*<o:PixelsPerInch>\s*96\s*<", re.DOTALL)
_GHOST: Final = re.compile(r"<!--\[if[^\]]*mso[^\]]*\]>(?:(?!<!\[endif\]).)*<table\b", re.DOTALL | re.IGNORECASE)
_FLUID_PX: Final = re.compile(r"(\d+(?:\.\d+)?)px")
_NARROWEST_FLUID_PX: Final = 320
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_MAY_STAY_OPEN: Final = frozenset(
    {"body", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt", "tbody", "td",
     "tfoot", "th", "thead", "tr"}
)  # fmt: skip
"""HTML standard, 13.1.2.4, "optional tags"."""


@rule("H09", "warning", mend="nest fewer tables: five deep at most")
def depth(page: Page) -> Iterator[tuple[str, str]]:
    """Outlook grows slow, and a screen reader lost, in tables within tables."""
    for table in page.named("table"):
        level = sum(around.tag == "table" for around in table.lineage())
        if level == _DEEPEST + 1:
            yield table.place, f"a table {level} deep"


@rule(
    "H10", "warning", mend="open a table of fixed width in <!--[if mso]>...<![endif]--> before it, and close it after"
)
def ghosts(page: Page) -> Iterator[tuple[str, str]]:
    """Outlook for Windows takes max-width on tables alone, and not always: a table that only it sees holds the page."""
    ghost_lines = [page.source.count("\n", 0, found.end()) + 1 for found in _GHOST.finditer(page.source)]
    for element in page.body.walk():
        width = _fluid_width(element)
        if width and not any(line <= element.line for line in ghost_lines):
            yield element.place, f"max-width: {width} and no table for Outlook around it"


def _fluid_width(element: Element) -> str:
    style = dict(declarations_of(element.attributes.get("style", "")))
    limit = _FLUID_PX.match(style.get("max-width", ""))
    if element.tag == "img" or not limit or float(limit.group(1)) < _NARROWEST_FLUID_PX or "mso-hide" in style:
        return ""
    return limit.group()


@rule(
    "H12", "warning", mend="write <o:PixelsPerInch>96</o:PixelsPerInch> in an [if mso] comment of <head>, with xmlns:o"
)
def pixels(page: Page) -> Iterator[tuple[str, str]]:
    """Outlook on a screen of 120 dpi enlarges some widths and not others without it."""
    if not _PIXELS.search(page.source):
        yield "<head>", "no PixelsPerInch for Outlook"
    elif 'xmlns:o="urn:schemas-microsoft-com:office:office"' not in page.source:
        yield "<head>", "no xmlns:o"


@rule("H14", "warning", mend="use tables and div with a role: Outlook for Windows, Yahoo and GMX strip these tags")
def semantic(page: Page) -> Iterator[tuple[str, str]]:
    """Tags whose style is lost with them; without class and style nothing is lost."""
    for element in page.named(*_SEMANTIC):
        if "style" in element.attributes or "class" in element.attributes:
            yield element.place, "carries layout and is stripped"


@rule("H17", "warning", mend="close the tag where it belongs")
def unclosed(page: Page) -> Iterator[tuple[str, str]]:
    """Tags that stay open, or close what was never opened: programs repair them in different ways."""
    reader = _Balance()
    reader.feed(page.source)
    reader.close()
    faults = [*reader.faults, *((line, f"<{tag}> is never closed") for tag, line in reader.left)]
    for line, problem in sorted(faults):
        yield f"line {line}", problem


class _Balance(HTMLParser):
    """Keeps the open tags; `faults` are lines with what is wrong there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, int]] = []
        self.faults: list[tuple[int, str]] = []

    @property
    def left(self) -> list[tuple[str, int]]:
        """What is open, of what has to be closed."""
        return [(tag, line) for tag, line in self.open if tag not in _MAY_STAY_OPEN]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's own signature
        if tag not in _VOID:
            self.open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<br/>`, and foreign elements: nothing stays open."""

    def handle_endtag(self, tag: str) -> None:
        for back in range(len(self.open) - 1, -1, -1):
            if self.open[back][0] == tag:
                crossed = [(name, line) for name, line in self.open[back + 1 :] if name not in _MAY_STAY_OPEN]
                self.faults.extend((line, f"<{name}> is never closed") for name, line in crossed)
                del self.open[back:]
                return
        if tag not in _VOID and tag not in _MAY_STAY_OPEN:
            self.faults.append((self.getpos()[0], f"</{tag}> closes nothing"))


@rule("H19", "warning", mend="link to the page in the archive instead: some programs on phones do not jump")
def anchors(page: Page) -> Iterator[tuple[str, str]]:
    """Links to a place in the mail itself."""
    for link in page.named("a"):
        target = link.attributes.get("href", "")
        if target.startswith("#") and len(target) > 1:
            yield link.place, target


@rule("H20", "info", mend="put style blocks into <head>, before what they style")
def late_styles(page: Page) -> Iterator[tuple[str, str]]:
    """Gmail reads those of <head> only; Outlook for Windows only what comes before its use."""
    for style in page.named("style"):
        if not any(around.tag == "head" for around in style.lineage()):
            yield style.place, "a style block outside <head>"


@rule("C10", "warning", mend='use padding instead of a negative margin, and align="center" beside margin: auto')
def margins(page: Page) -> Iterator[tuple[str, str]]:
    """Gmail, Outlook and Yahoo drop negative margins; Outlook for Windows centres by `align` only."""
    for element in page.elements:
        for name, value in declarations_of(element.attributes.get("style", "")):
            if name.startswith("margin") and re.search(r"(?:^|\s)-[\d.]*[1-9]", value):
                yield element.place, f"{name}: {value}"
            elif name in {"margin", "margin-left"} and "auto" in value.split() and not _is_centred(element):
                yield element.place, f"{name}: {value} without align=center"
    for number, css in enumerate(page.styles, start=1):
        for style in rules_of(css):
            for name, value in style.declarations:
                if name.startswith("margin") and re.search(r"(?:^|\s)-[\d.]*[1-9]", value):
                    yield f"style block {number}", f"{', '.join(style.selectors)} {{{name}: {value}}}"


def _is_centred(element: Element) -> bool:
    around = (element, element.parent) if element.parent is not None else (element,)
    return any(one.attributes.get("align") == "center" or one.tag == "center" for one in around)


RULES = (depth, ghosts, pixels, semantic, unclosed, anchors, late_styles, margins)
