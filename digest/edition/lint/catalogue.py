"""All rules, and those of a sender's duties that no bytes can show -> rows for people to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from digest.edition.lint import HTML_RULES, MESSAGE_RULES
from digest.edition.lint.mail import Mail
from digest.edition.lint.page import Page
from digest.edition.lint.rule import Rule, Severity

GROUPS: Final = {
    "S": "Size",
    "H": "HTML structure",
    "C": "CSS",
    "A": "Pictures, links, accessibility",
    "M": "MIME and headers",
    "P": "Authentication and duties",
}
NOT_IN_BYTES: Final = {
    "P02": "SPF, DMARC and TLS are matters of the DNS and of the sending server",
    "P03": "that one click unsubscribes, and a visit changes nothing, is seen at the unsubscribe page",
    "P05": "that each reader confirmed is in the list of subscribers",
    "P07": "how bounces are handled is in the outbox",
    "P08": "the rate of complaints is known to the receivers",
    "P09": "that a retry repeats its Message-ID is in the outbox",
    "P10": "the pace for each receiving domain is in the sending server",
    "P11": "separate domains for newsletters and for other mail are a matter of set-up",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One check of one rule."""

    rule: str
    severity: Severity
    holds: bool
    summary: str
    mend: str


def rows() -> tuple[Row, ...]:
    """All checks, by group in the order above and then by number; a rule may have checks of two severities."""
    rules: tuple[Rule[Page] | Rule[Mail], ...] = (*HTML_RULES, *MESSAGE_RULES)
    found = [Row(rule.id, rule.severity, rule.holds, rule.summary, rule.mend) for rule in rules]
    order = "".join(GROUPS)
    return tuple(sorted(found, key=lambda row: (order.index(row.rule[0]), row.rule)))


def rule_ids() -> frozenset[str]:
    """The ids of all rules that are checked."""
    return frozenset(row.rule for row in rows())
