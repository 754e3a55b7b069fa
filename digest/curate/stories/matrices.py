"""Sparse arithmetic on bags of hashed tokens: bags in, weighted vectors and their neighbours out.

Owns sparse_dot_topn.

A space stacks several families of tokens (words, names, numbers ...), each weighted, so that the cosine of two rows
is the mixed similarity of two texts. Rows are centred on their language: what all texts of a language share (its
function words, its spelling) says nothing about the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Bag = tuple[Hashes, npt.NDArray[Any]]
"""The different tokens of a text, hashed, and how often each stands there."""
Pairs = tuple[Places, Places, Floats]
"""Rows, other rows and their similarity: three arrays of one length."""

_ROWS_AT_ONCE = 500
_COMMON_SHARE, _COMMON_LEAST, _COMMON_MOST = 0.2, 20, 1000
"""A token in more texts than this share (and this many, at least and at most) says nothing."""
_PRIOR = 2.0
"""A language's centre counts as if two more empty texts were in it, so that a lone text is not its own centre."""
_SMALL = 1e-6
_SHARED = 40


@dataclass(frozen=True, slots=True)
class Counted:
    """A family of tokens: how often each (column) stands in each text (row), and the hash of each column."""

    counts: Any
    hashes: Hashes


@dataclass(frozen=True, slots=True)
class Space:
    """Texts as rows: weighted tokens of length one, the centre of each language, and the length after centring."""

    matrix: Any
    hashes: Hashes
    """The token of each column."""
    families: npt.NDArray[np.int8]
    """The family of each column, by its place among those given."""
    languages: npt.NDArray[np.int32]
    to_centres: Floats
    """For each text, its product with each language's centre."""
    centres: Floats
    """The products of the centres with each other."""
    lengths: Floats


def count_tokens(bags: Sequence[Bag]) -> Counted:
    """Lay bags out as a matrix, columns in the order of their hashes; at least one column."""
    sizes = np.array([len(hashes) for hashes, _ in bags], dtype=np.int64)
    if not sizes.sum():
        return Counted(sparse.csr_matrix((len(bags), 1), dtype=np.float32), np.zeros(1, dtype=np.uint64))
    columns, places = np.unique(np.concatenate([hashes for hashes, _ in bags]), return_inverse=True)
    counts = np.concatenate([counts for _, counts in bags]).astype(np.float32)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    shape = (len(bags), len(columns))
    return Counted(sparse.csr_matrix((counts, places.astype(np.int32), starts.astype(np.int32)), shape=shape), columns)


def build_space(
    families: Sequence[Counted],
    *,
    weights: Sequence[float],
    languages: Sequence[str],
    rarity: float = 1.0,
) -> Space:
    """Stack counted families into one space of at least one row.

    A count weighs 1 + ln(count), times ln((texts + 1) / texts with the token) to the power of `rarity`, times the
    weight of its family. Tokens of a single text can tie nobody: they are left out, but still make their row longer.
    """
    order = {language: code for code, language in enumerate(sorted(set(languages)))}
    codes = np.array([order[language] for language in languages], dtype=np.int32)
    belongs = sparse.csr_matrix(
        (np.ones(len(codes), dtype=np.float32), (codes, np.arange(len(codes)))), shape=(len(order), len(codes))
    )
    blocks = [_weighted(family.counts, weight, rarity) for family, weight in zip(families, weights, strict=True)]
    matrix = sparse.csr_matrix(sparse.hstack(blocks, format="csr", dtype=np.float32))
    kept = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]) > 1)
    long = np.sqrt(_squares(matrix))
    matrix = sparse.csr_matrix(matrix[:, kept])
    matrix.data /= np.repeat(np.maximum(long, _SMALL), np.diff(matrix.indptr)).astype(np.float32)
    sizes = np.bincount(codes, minlength=len(order))
    middle = (sparse.diags_array((1.0 / (sizes + _PRIOR)).astype(np.float32)) @ belongs @ matrix).tocsr()
    to_centres = np.asarray((matrix @ middle.T).todense(), dtype=np.float32)
    centres = np.asarray((middle @ middle.T).todense(), dtype=np.float32)
    own = np.arange(len(codes))
    lengths = np.sqrt(np.maximum(1 - 2 * to_centres[own, codes] + centres[codes, codes], _SMALL))
    widths = [family.counts.shape[1] for family in families]
    return Space(
        matrix=matrix,
        hashes=np.concatenate([family.hashes for family in families])[kept],
        families=np.repeat(np.arange(len(families), dtype=np.int8), widths)[kept],
        languages=codes,
        to_centres=to_centres,
        centres=centres,
        lengths=lengths.astype(np.float32),
    )


def near_pairs(space: Space, *, floor: float, keep: int) -> Pairs:
    """Give the pairs of rows of one language whose plain product is at least `floor`, each once, sorted.

    Each row counts its `keep` nearest only. The products are centred after that, so a result may be below the floor.
    """
    count = len(space.languages)
    keys, found = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
    for code in range(len(space.centres)):
        rows = np.flatnonzero(space.languages == code)
        own = sparse.csr_matrix(space.matrix[rows])
        products = sp_matmul_topn(own, sparse.csr_matrix(own.T), top_n=keep + 1, threshold=floor, n_threads=1).tocoo()
        left, right = rows[products.row], rows[products.col]
        wanted = left != right
        left, right = left[wanted], right[wanted]
        keys.append(np.minimum(left, right) * count + np.maximum(left, right))
        found.append(products.data[wanted])
    unique, first = np.unique(np.concatenate(keys), return_index=True)
    left, right = np.divmod(unique, max(1, count))
    return left, right, _centred(space, rows=left, columns=right, products=np.concatenate(found)[first])


def largest_products(rows: Any, others: Any, *, keep: int) -> Pairs:
    """Give each row's `keep` largest products above 0 with the rows of another matrix: places in both, products.

    The first places rise; what stands for one row is in no order.
    """
    products = sp_matmul_topn(sparse.csr_matrix(rows), sparse.csr_matrix(others.T), top_n=keep, n_threads=1).tocoo()
    return products.row.astype(np.int64), products.col.astype(np.int64), products.data.astype(np.float32)


def compare(space: Space, *, left: Places, right: Places) -> tuple[Floats, list[list[tuple[int, int]]]]:
    """Give for pairs of rows their similarity, in -1..1, and the tokens they share, those that tie them most first.

    Tokens come as (family, hash); at most a few of each pair are worth a look, so all but the first 40 are left out.
    """
    scores, shared = [np.zeros(0, dtype=np.float32)], []
    for start in range(0, len(left), _ROWS_AT_ONCE):
        rows, columns = left[start : start + _ROWS_AT_ONCE], right[start : start + _ROWS_AT_ONCE]
        both = sparse.csr_matrix(space.matrix[rows].multiply(space.matrix[columns]))
        products = np.asarray(both.sum(axis=1)).ravel()
        scores.append(_centred(space, rows=rows, columns=columns, products=products))
        for place in range(len(rows)):
            own = slice(both.indptr[place], both.indptr[place + 1])
            best = both.indices[own][np.lexsort((both.indices[own], -both.data[own]))][:_SHARED]
            shared.append(list(zip(space.families[best].tolist(), space.hashes[best].tolist(), strict=True)))
    return np.concatenate(scores), shared


def _squares(matrix: Any) -> npt.NDArray[Any]:
    return np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()


def _weighted(counts: Any, weight: float, power: float) -> Any:
    texts = counts.shape[0]
    spread = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log((texts + 1) / np.maximum(spread, 1)) ** power
    rarity[spread > max(_COMMON_LEAST, min(_COMMON_SHARE * texts, _COMMON_MOST))] = 0
    scaled = counts.copy()
    scaled.data = (1 + np.log(scaled.data)) * (weight * rarity).astype(np.float32)[scaled.indices]
    scaled.eliminate_zeros()
    return scaled


def _centred(
    space: Space, *, rows: npt.NDArray[Any], columns: npt.NDArray[Any], products: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    mine, theirs = space.languages[rows], space.languages[columns]
    moved = products - space.to_centres[rows, theirs] - space.to_centres[columns, mine] + space.centres[mine, theirs]
    scores: npt.NDArray[Any] = np.minimum(moved / (space.lengths[rows] * space.lengths[columns]), 1.0)
    return scores
