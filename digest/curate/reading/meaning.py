"""What a text is about, as a vector: texts in, embeddings of length one out. Owns safetensors and tokenizers.

No neural network runs: the vectors of a text's tokens are averaged.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from digest.curate.reading.model_files import find_model, model_files
from digest.errors import ConfigError

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Embedder:
    """A static embedding model in memory; `name` says which one, for receipts and for vectors that were stored."""

    name: str
    _tokenizer: Any
    _table: npt.NDArray[Any]

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        return int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give a row of length one for each text; a text without a known token gives a row of zeros."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        # Half a character cannot be tokenised; a question mark stands in for it.
        whole = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        for row, encoded in enumerate(self._tokenizer.encode_batch_fast(whole, add_special_tokens=False)):
            if encoded.ids:
                vectors[row] = self._table[encoded.ids].astype(np.float32).mean(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(np.divide(vectors, lengths, out=vectors, where=lengths > 0), dtype=np.float32)


@lru_cache(maxsize=2)
def open_embedder(model: str | None = None) -> Embedder | None:
    """Load a model that `find_model` named, the built-in one for None; None when there is none.

    Raises ConfigError, naming the file, for files that hold no model of this kind.
    """
    name = find_model("") if model is None else model
    return _load(Path(name).name, *model_files(name)) if name else None


def _load(name: str, weights: Path, tokenizer: Path) -> Embedder:
    # Its threads would not survive the fork of a worker, and texts this short do not need them.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from safetensors import SafetensorError, safe_open  # noqa: PLC0415 - of the extra: may be missing
    from tokenizers import Tokenizer  # noqa: PLC0415 - of the extra: may be missing

    try:
        with safe_open(weights, "np") as file:
            tables = [file.get_tensor(key) for key in sorted(file.keys())]
    except (OSError, SafetensorError) as error:
        raise ConfigError(f"{weights}: cannot be read as safetensors: {error}") from error
    tables = [table for table in tables if table.ndim == 2]  # noqa: PLR2004 - rows and columns
    if len(tables) != 1:
        raise ConfigError(f"{weights}: holds {len(tables)} tables of vectors; a static model holds one")
    try:
        reader = Tokenizer.from_file(str(tokenizer))
    except Exception as error:  # the binding raises nothing more special
        raise ConfigError(f"{tokenizer}: is no tokenizer: {error}") from error
    reader.no_padding()
    reader.no_truncation()
    return Embedder(name, reader, tables[0])
