"""`lint`: a rendered mail against the rules of mail clients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from digest.app.linting import lint_mail, lint_targets
from digest.app.publishing import render, sample_message
from digest.cli.console import Console
from digest.cli.options import Common, command
from digest.edition.lint import Finding, Sending, Targets, lint_html, lint_message
from digest.edition.lint.catalogue import rows, rule_ids
from digest.edition.lint.page import PictureReader
from digest.errors import UsageError

_ORDER = {"error": 0, "warning": 1, "info": 2}


@command("lint", short_help="Check a rendered mail against the rules of mail clients.")
@click.argument("target", metavar="FILE-OR-EDITION", required=False)
@click.option("--rule", "only", metavar="ID", multiple=True, help="Check this rule alone; may be repeated.")
@click.option("--ignore", metavar="ID", multiple=True, help="Leave this rule out; may be repeated.")
@click.option("--rules", "listing", is_flag=True, help="List all rules.")
def lint(common: Common, *, target: str | None, only: Sequence[str], ignore: Sequence[str], listing: bool) -> None:
    """Print every rule that FILE (.eml or .html) or an edition (number, NEWSLETTER/DATE) breaks; exit 1 on errors.

    Rules are known by a letter and a number: S size, H structure, C styles, A pictures, links and accessibility,
    M headers and parts, P duties of a sender; 'digest lint --rules' lists them.
    """
    console = common.console()
    if listing:
        _list(console)
        return
    if target is None:
        raise UsageError("name a file or an edition, or ask for the rules with --rules")
    chosen = _chosen(only, ignore)
    found = (finding for finding in _findings(common, target) if finding.rule in chosen)
    findings = sorted(found, key=lambda one: (_ORDER.get(one.severity, 3), one.rule))
    console.emit([asdict(finding) for finding in findings])
    console.table(
        ("severity", "rule", "place", "what", "mend"),
        ([one.severity, one.rule, one.place, one.problem, one.mend] for one in findings),
    )
    errors = sum(one.severity == "error" for one in findings)
    console.note(f"{target}: {errors} errors, {len(findings) - errors} warnings and remarks")
    if errors:
        raise click.exceptions.Exit(1)


def _list(console: Console) -> None:
    console.emit([asdict(row) for row in rows()])
    console.table(
        ("rule", "severity", "holds a send", "looks at", "mend"),
        ([row.rule, row.severity, "holds" if row.holds else "", row.summary, row.mend] for row in rows()),
    )


def _chosen(only: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """The ids to check; raises UsageError for one that is no rule."""
    known = rule_ids()
    for asked in (*only, *ignore):
        if asked.upper() not in known:
            raise UsageError(f"{asked!r} is no rule; 'digest lint --rules' lists them")
    wanted = frozenset(asked.upper() for asked in only) or known
    return wanted - {asked.upper() for asked in ignore}


def _findings(common: Common, target: str) -> tuple[Finding, ...]:
    path = Path(target)
    configured = common.config_file().is_file()
    if path.is_file():
        content = path.read_bytes()
        # Beside a config a file is held against its mail programs; a file alone against the usual ones.
        targets = lint_targets(common.app()) if configured else Targets()
        if path.suffix in {".html", ".htm"}:
            return lint_html(content.decode("utf-8", "replace"), targets=targets, picture=_beside(path.parent))
        return lint_message(content, targets=targets, sending=Sending())
    if not target.isdecimal() and not configured:
        raise UsageError(f"{target}: there is no such file, and without a config no edition of that name")
    app = common.app()
    edition = app.store.find_edition(target)
    return lint_mail(app, sample_message(app, edition, render(app, edition)))


def _beside(folder: Path) -> PictureReader:
    """Read pictures that lie beside a page, by their relative address."""
    home = folder.resolve()

    def read(source: str) -> bytes:
        try:
            path = (home / source).resolve()
            return path.read_bytes() if path.is_relative_to(home) and path.is_file() else b""
        except (OSError, ValueError):
            return b""

    return read
