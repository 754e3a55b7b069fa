"""The table of commands. Each command's module is imported only when it runs, so that `--help` is instant."""

from __future__ import annotations

import importlib
from typing import NamedTuple

import click

from digest import __version__
from digest.cli.options import common_options


class Entry(NamedTuple):
    """Where a command stands, and its line in `--help`."""

    place: str
    help: str


COMMANDS: dict[str, Entry] = {
    "demo": Entry(
        "digest.cli.start:demo", "The whole job on the built-in sample newsroom, then the desk in a browser."
    ),
    "init": Entry("digest.cli.start:init", "Write a commented config.yaml and a copy of the default theme."),
    "check": Entry(
        "digest.cli.check:check", "Check config, templates, sources and mail server; each fault with its mend."
    ),
    "poll": Entry("digest.cli.polling:poll", "Poll the feeds that are due and read the pages of new entries."),
    "build": Entry("digest.cli.passes:build", "Compose an edition of a newsletter from what was collected."),
    "send": Entry("digest.cli.passes:send", "Send an edition to everyone it was not sent to yet."),
    "run": Entry("digest.cli.passes:run", "Poll, build and send, in one go."),
    "magazine": Entry("digest.cli.magazine:magazine", "Bind the week's best articles, whole, into an EPUB and a PDF."),
    "preview": Entry("digest.cli.serve:preview", "Build a draft and open the desk in a browser."),
    "serve": Entry("digest.cli.serve:serve", "Scheduler, web pages and sender in one process."),
    "stories": Entry(
        "digest.cli.stories:stories", "List stories and what was left out; merge, split, pin, ban, move, choose leads."
    ),
    "explain": Entry(
        "digest.cli.explain:explain", "Why an article is (not) in an edition; why two are (not) one story."
    ),
    "extract": Entry("digest.cli.extract:extract", "The articles of a page, file or text dump, as JSON lines."),
    "sources": Entry("digest.cli.sources:sources", "List, add, remove, test, import and export sources."),
    "subscribers": Entry("digest.cli.subscribers:subscribers", "List, add, remove, import and export subscribers."),
    "topics": Entry("digest.cli.topics:topics", "Try topic rules on today's articles, or on the last days."),
    "lint": Entry("digest.cli.lint:lint", "Check a rendered mail against the rules of mail clients."),
    "db": Entry("digest.cli.db:db", "Migrate, copy and check the store."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which a new user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the command's module."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The table's own lines: nothing is imported for `--help`."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Start with 'digest demo', then 'digest init'."
    " Exit codes: 0 done, 1 failed, 2 wrong usage or config, 130 stopped.",
)
@click.version_option(__version__, prog_name="digest")
@common_options
def root() -> None:
    """Turn the world's feeds into a newsletter worth reading.

    digest polls feeds, takes the whole article from each page, folds copies, gathers what many outlets wrote on one
    event into one story, groups stories by the topics in config.yaml, and sends the result as an HTML mail.
    """
