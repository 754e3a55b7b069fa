"""Final bytes in, findings out: what a mail program, a filter or a reader would stumble over.

`lint_html` judges a rendered page, `lint_message` a whole mail: its headers, its parts and the page within. Rules are
small functions, each with the id under which mail people discuss it (S size, H structure, C styles, A images, links
and accessibility, M MIME and headers), a severity and a mend. An error is reason not to send.
"""

from __future__ import annotations

from digest.edition.lint import access, contrast, message, size, structure, styles
from digest.edition.lint.mail import read_mail
from digest.edition.lint.page import read_page
from digest.edition.lint.rule import Finding

__all__ = ["Finding", "lint_html", "lint_message"]

HTML_RULES = (*size.RULES, *structure.RULES, *styles.RULES, *access.RULES, *contrast.RULES)
MESSAGE_RULES = message.RULES


def lint_html(html: str, *, subject: str = "") -> tuple[Finding, ...]:
    """Judge a rendered page; `subject` is the mail's subject line, "" when it is not known."""
    page = read_page(html, subject=subject)
    return tuple(finding for rule in HTML_RULES for finding in rule.findings(page))


def lint_message(message_bytes: bytes) -> tuple[Finding, ...]:
    """Judge a whole message (RFC 5322 bytes): headers and parts, and then its HTML part."""
    mail = read_mail(message_bytes)
    findings = tuple(finding for rule in MESSAGE_RULES for finding in rule.findings(mail))
    return (*findings, *(lint_html(mail.html, subject=mail.subject) if mail.html else ()))
