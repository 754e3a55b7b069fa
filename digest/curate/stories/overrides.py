"""What an editor says of pairs of articles: must-links and cannot-links in, what they leave of a grouping out.

A cannot-link always holds. A must-link holds unless, with the others, it would join what an editor keeps apart: then
it is left out, and `bind` names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digest.model import Voice

Pair = tuple[str, str]
"""Two article ids."""


class Bonds:
    """Groups that grow pair by pair and never hold two nodes that are kept apart."""

    def __init__(self, apart: Iterable[Pair]) -> None:
        self._home: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._foes: dict[str, set[str]] = {}
        for left, right in apart:
            self._foes.setdefault(left, set()).add(right)
            self._foes.setdefault(right, set()).add(left)

    def home(self, node: str) -> str:
        """Give the node that stands for a node's group."""
        return self._home.get(node, node)

    def join(self, left: str, right: str) -> bool:
        """Make one group of two nodes' groups; False, and nothing done, where two of their nodes are kept apart."""
        mine, theirs = self.home(left), self.home(right)
        if mine == theirs:
            return True
        own, other = self._members.get(mine, [mine]), self._members.get(theirs, [theirs])
        if len(own) < len(other) or (len(own) == len(other) and theirs < mine):
            mine, theirs, own, other = theirs, mine, other, own
        if self.are_apart(left, right):
            return False
        self._members[mine] = own + other
        self._home.update((node, mine) for node in other)
        return True

    def is_bound(self, name: str) -> bool:
        """Tell whether an editor keeps a node apart from any other."""
        return name in self._foes

    def holds_foes(self, names: Iterable[str]) -> bool:
        """Tell whether two of some nodes are kept apart."""
        given = set(names)
        return any(not self._foes.get(name, set()).isdisjoint(given) for name in given)

    def copy(self) -> Bonds:
        """Give groups of one's own that start as these are."""
        twin = Bonds(())
        twin._home, twin._members, twin._foes = dict(self._home), dict(self._members), self._foes
        return twin

    def are_apart(self, left: str, right: str) -> bool:
        """Tell whether two nodes' groups hold nodes that are kept apart."""
        theirs = self._members.get(self.home(right), [self.home(right)])
        own = self._members.get(self.home(left), [self.home(left)])
        return any(not self._foes.get(node, set()).isdisjoint(own) for node in theirs)


def bind(together: Iterable[Pair], apart: Iterable[Pair]) -> tuple[Bonds, tuple[Pair, ...]]:
    """Join what an editor joins, pairs in the order of their ids; give the groups, and the pairs left out."""
    bonds = Bonds(_sorted(apart))
    refused = [pair for pair in _sorted(together) if not bonds.join(*pair)]
    return bonds, tuple(refused)


def part_voices(voices: Sequence[Voice], bonds: Bonds) -> list[Voice]:
    """Give the voices with each copy that an editor keeps apart from its original as a voice of its own."""
    parted = []
    for voice in voices:
        stay = [copy for copy in voice.copies if bonds.join(voice.original, copy)]
        parted.append(Voice(voice.original, tuple(stay)))
        parted.extend(Voice(copy) for copy in voice.copies if copy not in set(stay))
    return parted


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
