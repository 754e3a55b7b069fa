"""`lint`: a rendered mail against the rules of mail clients."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from digest.app.publishing import render, sample_message
from digest.cli.options import Common, command
from digest.edition.lint import Finding, lint_html, lint_message
from digest.errors import UsageError

_ORDER = {"error": 0, "warning": 1, "info": 2}


@command("lint", short_help="Check a rendered mail against the rules of mail clients.")
@click.argument("target", metavar="FILE-OR-EDITION")
def lint(common: Common, *, target: str) -> None:
    """Print every rule that FILE (.eml or .html) or an edition (number, NEWSLETTER/DATE) breaks; exit 1 on errors."""
    console = common.console()
    findings = sorted(_findings(common, target), key=lambda one: (_ORDER.get(one.severity, 3), one.rule))
    console.emit([asdict(finding) for finding in findings])
    console.table(
        ("severity", "rule", "place", "what", "mend"),
        ([one.severity, one.rule, one.place, one.problem, one.mend] for one in findings),
    )
    errors = sum(one.severity == "error" for one in findings)
    console.note(f"{target}: {errors} errors, {len(findings) - errors} warnings and remarks")
    if errors:
        raise click.exceptions.Exit(1)


def _findings(common: Common, target: str) -> tuple[Finding, ...]:
    path = Path(target)
    if path.is_file():
        content = path.read_bytes()
        if path.suffix in {".html", ".htm"}:
            return lint_html(content.decode("utf-8", "replace"))
        return lint_message(content)
    if not target.isdecimal() and not common.config_file().is_file():
        raise UsageError(f"{target}: there is no such file, and without a config no edition of that name")
    app = common.app()
    edition = app.store.find_edition(target)
    return lint_message(sample_message(app, edition, render(app, edition)).content)
