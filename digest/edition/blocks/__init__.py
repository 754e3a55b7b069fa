"""The kinds of block, one file each, found by name.

A block's file offers `compose(composition, spec) -> tuple[Block, ...]`: what it prints, or nothing when it has nothing
to print. A theme prints a block of kind `x` with its partial `blocks/x.html` and `blocks/x.txt`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from digest.config.settings import BlockSpec
from digest.edition.composition import Composition
from digest.model import Block

Compose = Callable[[Composition, BlockSpec], tuple[Block, ...]]


@cache
def block_kinds() -> Mapping[str, Compose]:
    """Give every kind of block with its function, sorted by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").compose for name in names}
