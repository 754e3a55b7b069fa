"""An edition -> the findings of the lint on the bytes that would be sent, and which of them hold the send up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from digest.app.application import App
from digest.config import Site
from digest.edition.lint import Finding, Sending, Targets, lint_message
from digest.errors import LintError
from digest.intake.courtesy import is_loopback
from digest.model import Edition, Message
from digest.urls import host_of

_ADDRESS: Final = re.compile(r"(?:href|src)=(['\"])(?P<url>.*)\1 ")
_MOST_NAMED: Final = 5


def lint_targets(app: App) -> Targets:
    """The mail programs that the config names, else the usual ones."""
    chosen, usual = app.settings.lint, Targets()
    return Targets(chosen.clients or usual.first, chosen.also or usual.second)


def lint_mail(app: App, message: Message) -> tuple[Finding, ...]:
    """Judge a message that is about to be sent, without the rules that the config ignores."""
    sending = Sending(at=app.clock(), postal_address=app.settings.site.postal_address)
    findings = lint_message(message.content, targets=lint_targets(app), sending=sending)
    return tuple(finding for finding in findings if finding.rule not in app.settings.lint.ignore)


def is_on_loopback(site: Site) -> bool:
    """Whether this is a trial that only this machine sees."""
    return urlsplit(site.url).scheme == "http" and is_loopback(host_of(site.url))


def follows_from_loopback(finding: Finding) -> bool:
    """Whether a site on loopback brings the finding about: it ends once site.url is a public https address."""
    if finding.rule == "A04":
        address = _ADDRESS.match(finding.problem)
        return address is not None and is_loopback(host_of(address["url"]))
    return finding.rule == "M10"


def refuse_faulty(edition: Edition, findings: Iterable[Finding], *, site: Site) -> None:
    """Raise LintError when something holds the edition up: an error that no source can have brought about."""
    trial = is_on_loopback(site)
    holding = [one for one in findings if one.holds and not (trial and follows_from_loopback(one))]
    if not holding:
        return
    named = list(dict.fromkeys(f"{one.rule} ({one.place}: {one.problem})" for one in holding))
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    raise LintError(
        f"edition {edition.id} of {edition.newsletter} is not sent: {'; '.join(named[:_MOST_NAMED])}{more};"
        f" 'digest lint {edition.id}' says how to mend it, 'digest send {edition.id} --force' sends it as it is"
    )
