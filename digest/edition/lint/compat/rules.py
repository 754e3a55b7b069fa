"""C01 and C02: CSS that a mail program of the chosen tiers does not know, one finding for one feature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from digest.edition.lint.compat.support import spoken
from digest.edition.lint.compat.uses import Use, uses_of
from digest.edition.lint.page import Page
from digest.edition.lint.rule import rule

_LONGEST: Final = 60


@rule("C01", "error", mend="write what every program knows before it or beside it, or choose other clients in `lint`")
def unknown(page: Page) -> Iterator[tuple[str, str]]:
    """A feature that a program of the first tier does not know, with nothing inline to stand in."""
    yield from _found(tuple(uses_of(page)), page.targets.first, letter="n", ornament=False)


@rule("C02", "warning", mend="see how it looks there: these programs drop it, or know it in part")
def doubtful(page: Page) -> Iterator[tuple[str, str]]:
    """One that the second tier does not know or the first knows in part, and ornament that the first drops."""
    uses = tuple(uses_of(page))
    yield from _found(uses, page.targets.second, letter="n", ornament=False)
    yield from _found(uses, page.targets.first, letter="a", ornament=False)
    yield from _found(uses, page.targets.first, letter="n", ornament=True)


def _found(
    all_uses: tuple[Use, ...], clients: tuple[str, ...], *, letter: str, ornament: bool
) -> Iterator[tuple[str, str]]:
    """Yield the first place of each feature with all the programs that miss it anywhere, and how many places."""
    places: dict[str, list[Use]] = {}
    missing: dict[str, dict[str, None]] = {}
    for use in all_uses:
        lacking = () if letter == "a" and not use.bites else _lacking(use, clients, letter)
        if lacking and (letter == "a" or use.decoration == ornament):
            places.setdefault(use.feature.slug, []).append(use)
            missing.setdefault(use.feature.slug, {}).update(dict.fromkeys(lacking))
    how = {"n": "unknown to", "a": "in part only in"}[letter]
    for slug, uses in places.items():
        first = uses[0]
        more = f", {len(uses)} places" if len(uses) > 1 else ""
        shown = first.written if len(first.written) <= _LONGEST else f"{first.written[: _LONGEST - 1]}…"
        yield first.place, f"{first.feature.title} ({shown}{more}) is {how} {spoken(tuple(missing[slug]))}"


def _lacking(use: Use, clients: tuple[str, ...], letter: str) -> tuple[str, ...]:
    return tuple(client for client in use.feature.lacking(clients, letter=letter) if client not in use.served)


RULES = (unknown, doubtful)
