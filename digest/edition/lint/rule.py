"""What a rule is: an id, a severity, a mend, and a check that yields a place and a problem for each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Severity = Literal["error", "warning", "info"]
Subject = TypeVar("Subject")
Check = Callable[[Subject], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: which rule, how bad, where, what, and what to do."""

    rule: str
    severity: Severity
    place: str
    problem: str
    mend: str

    def __str__(self) -> str:
        """Write the finding on one line, as a person reads it."""
        return f"{self.rule} {self.severity}: {self.place}: {self.problem}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A check with its name."""

    id: str
    severity: Severity
    mend: str
    check: Check[Subject]

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """Yield what the check finds."""
        for place, problem in self.check(subject):
            yield Finding(self.id, self.severity, place, problem, self.mend)


def rule(rule_id: str, severity: Severity, *, mend: str) -> Callable[[Check[Subject]], Rule[Subject]]:
    """Make a rule of a check."""

    def named(check: Check[Subject]) -> Rule[Subject]:
        return Rule(rule_id, severity, mend, check)

    return named
