"""P: what the foot of a newsletter owes its reader: a way out, a reason and an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from digest.edition.lint.mail import Mail
from digest.edition.lint.page import Element, Page, read_page
from digest.edition.lint.rule import rule
from digest.model import UNSUBSCRIBE_MARK

_SHORTEST_REASON: Final = 20


@rule("P04", "error", mend="link to the List-Unsubscribe address where a reader sees it")
def way_out(mail: Mail) -> Iterator[tuple[str, str]]:
    """A visible link to unsubscribe; that it is obeyed within two days, the bytes cannot show."""
    if mail.html and not mail.is_system_mail and _link(mail, read_page(mail.html)) is None:
        yield "text/html", "no link to unsubscribe"


@rule("P06", "error", mend="print site.postal_address in the footer, of the HTML and of the text")
def postal_address(mail: Mail) -> Iterator[tuple[str, str]]:
    """CAN-SPAM, 15 U.S.C. 7704(a)(5); checked where the address is known."""
    address = _plain(mail.sending.postal_address)
    if mail.is_system_mail or not address:
        return
    if mail.html and address not in _plain(read_page(mail.html).body.text):
        yield "text/html", "no postal address"
    if mail.text and address not in _plain(mail.text):
        yield "text/plain", "no postal address"


@rule("P06", "warning", mend="say beside the link to unsubscribe why the reader gets this mail")
def reason(mail: Mail) -> Iterator[tuple[str, str]]:
    """A sentence near the way out."""
    link = None if mail.is_system_mail or not mail.html else _link(mail, read_page(mail.html))
    if link is None:
        return
    line = next((around for around in link.lineage() if around.tag in {"p", "div", "li"}), link)
    near = line.parent.children if line.parent is not None else [line]
    if not any(len("".join(letter for letter in _said(one) if letter.isalpha())) >= _SHORTEST_REASON for one in near):
        yield link.place, "no sentence stands beside it"


def _link(mail: Mail, page: Page) -> Element | None:
    offered = {UNSUBSCRIBE_MARK, *re.findall(r"<(https?:[^>\s]*)>", mail.unfolded("list-unsubscribe"))}
    links = (link for link in page.named("a") if link.attributes.get("href") in offered and link.text)
    return next((link for link in links if not _is_hidden(link)), None)


def _is_hidden(link: Element) -> bool:
    return any(re.search(r"display:\s*none", around.attributes.get("style", "")) for around in link.lineage())


def _said(element: Element) -> str:
    """The words of an element and below, without those of links."""
    own = " ".join(element.words)
    return " ".join((own, *(_said(child) for child in element.children if child.tag != "a")))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


RULES = (way_out, postal_address, reason)
