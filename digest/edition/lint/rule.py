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
    """One fault: which rule, how bad, where, what, what to do, and whether it holds up a send."""

    rule: str
    severity: Severity
    place: str
    problem: str
    mend: str
    holds: bool = False

    def __str__(self) -> str:
        """Write the finding on one line, as a person reads it."""
        return f"{self.rule} {self.severity}: {self.place}: {self.problem}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A check with its name; `summary` says in a sentence what it looks at.

    An error holds up a send, unless `from_sources`: unless what a feed or a page wrote can bring it about. One feed
    with an odd headline must never stop a newsletter.
    """

    id: str
    severity: Severity
    mend: str
    check: Check[Subject]
    from_sources: bool = False

    @property
    def summary(self) -> str:
        """The first line of the check's docstring."""
        return (self.check.__doc__ or "").strip().partition("\n")[0]

    @property
    def holds(self) -> bool:
        """Whether what it finds holds up a send."""
        return self.severity == "error" and not self.from_sources

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """Yield what the check finds."""
        for place, problem in self.check(subject):
            yield Finding(self.id, self.severity, place, problem, self.mend, self.holds)


def rule(
    rule_id: str, severity: Severity, *, mend: str, from_sources: bool = False
) -> Callable[[Check[Subject]], Rule[Subject]]:
    """Make a rule of a check."""

    def named(check: Check[Subject]) -> Rule[Subject]:
        return Rule(rule_id, severity, mend, check, from_sources)

    return named
