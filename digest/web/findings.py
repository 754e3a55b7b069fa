"""Lint findings -> what the desk shows of them: each rule once, and no red for what only a trial on loopback brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from digest.app.linting import follows_from_loopback, is_on_loopback
from digest.config import Site
from digest.edition.lint import Finding

LOOPBACK_REMARK: Final = (
    "This site is on loopback: links and the unsubscribe address will be https once site.url is a public https address"
)
_SEVERITIES: Final = ("error", "warning", "info")


def judge_for_desk(findings: Sequence[Finding], *, site: Site) -> tuple[tuple[tuple[Finding, int], ...], str]:
    """Give the first finding of each rule with how often it was found, errors first, and a remark ("" for none).

    On a site whose address is http on loopback the remark stands for the findings that follow from that address.
    """
    on_loopback = is_on_loopback(site)
    shown = [finding for finding in findings if not (on_loopback and follows_from_loopback(finding))]
    return _grouped(shown), LOOPBACK_REMARK if on_loopback else ""


def _grouped(findings: Sequence[Finding]) -> tuple[tuple[Finding, int], ...]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    first = [(group[0], len(group)) for group in groups.values()]
    return tuple(sorted(first, key=lambda pair: (_SEVERITIES.index(pair[0].severity), pair[0].rule)))
