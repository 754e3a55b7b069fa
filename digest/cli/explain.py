"""`explain`: the editor's question, answered."""

from __future__ import annotations

import click

from digest.app.explaining import explain_one, explain_two
from digest.cli.options import Common, command


@command("explain", short_help="Why an article is (not) in an edition; why two are (not) one story.")
@click.argument("article", metavar="ARTICLE-OR-URL")
@click.argument("other", required=False)
def explain(common: Common, *, article: str, other: str | None) -> None:
    """Why ARTICLE (its id or address) is in the last edition or is not; with OTHER: why the two are (not) one story."""
    app, console = common.app(), common.console()
    lines = explain_two(app, article, other) if other else explain_one(app, article)
    console.emit({"article": article, "other": other, "lines": list(lines)})
    for line in lines:
        console.say(line)
