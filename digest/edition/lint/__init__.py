"""Final bytes in, findings out: what a mail program, a filter or a reader would stumble over.

`lint_html` judges a rendered page, `lint_message` a whole mail: its headers, its parts and the page within. Rules are
small functions, each with the id under which mail people discuss it (S size, H structure, C styles, A images, links
and accessibility, M MIME and headers, P duties of a sender), a severity and a mend. An error is reason not to send.
"""

from __future__ import annotations

from digest.edition.lint import (
    access,
    compat,
    contrast,
    document,
    footer,
    headers,
    layout,
    message,
    reading,
    signature,
    size,
    structure,
    styles,
)
from digest.edition.lint.mail import Mail, Sending, read_mail
from digest.edition.lint.page import Page, PictureReader, read_page
from digest.edition.lint.rule import Finding, Rule
from digest.edition.lint.targets import Targets

__all__ = ["HTML_RULES", "MESSAGE_RULES", "Finding", "Sending", "Targets", "lint_html", "lint_message"]

HTML_RULES: tuple[Rule[Page], ...] = (
    *size.RULES,
    *structure.RULES,
    *document.RULES,
    *compat.RULES,
    *styles.RULES,
    *layout.RULES,
    *access.RULES,
    *contrast.RULES,
    *reading.RULES,
)
MESSAGE_RULES: tuple[Rule[Mail], ...] = (
    *size.MESSAGE_RULES,
    *message.RULES,
    *headers.RULES,
    *signature.RULES,
    *footer.RULES,
)


def lint_html(
    html: str, *, subject: str = "", targets: Targets | None = None, picture: PictureReader | None = None
) -> tuple[Finding, ...]:
    """Judge a rendered page.

    `subject` is the mail's subject line, "" when it is not known; `targets` are the mail programs that it is for;
    `picture` gives the content of a picture by its `src`, where pictures are at hand.
    """
    page = read_page(html, subject=subject, targets=targets, picture=picture)
    return tuple(finding for rule in HTML_RULES for finding in rule.findings(page))


def lint_message(
    message_bytes: bytes, *, targets: Targets | None = None, sending: Sending | None = None
) -> tuple[Finding, ...]:
    """Judge a whole message (RFC 5322 bytes): headers and parts, and then its HTML part with its embedded pictures."""
    mail = read_mail(message_bytes, sending=sending)
    findings = tuple(finding for rule in MESSAGE_RULES for finding in rule.findings(mail))
    embedded = {f"cid:{part.content_id.strip('<>')}": part.content for part in mail.parts if part.content_id}
    if not mail.html:
        return findings
    page = lint_html(mail.html, subject=mail.subject, targets=targets, picture=lambda source: embedded.get(source, b""))
    return (*findings, *page)
