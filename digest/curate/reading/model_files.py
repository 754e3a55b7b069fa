"""Where the files of an embedding model lie: a folder or nothing in; a model's name out.

Static embeddings: one vector a token. The built-in model is the one inside the wheel of wordllama (the optional extra
`embeddings`), whose files are read directly, so that nothing is ever downloaded. An operator may name a folder with a
model of the same kind instead (`model.safetensors` with one table of vectors, and `tokenizer.json`), for example a
multilingual one made by Model2Vec.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from digest.errors import ConfigError

BUILT_IN = "wordllama"
_BUILT_IN_FILES = ("weights/l2_supercat_256.safetensors", "tokenizers/l2_supercat_tokenizer_config.json")
_SUPPLIED_FILES = ("model.safetensors", "tokenizer.json")


def find_model(folder: str) -> str:
    """Give the name by which `model_files` finds a model: the folder, the built-in model's for "", or "" for none.

    None means that the extra is not installed. Raises ConfigError, naming the file, for a folder without a model.
    """
    if not folder:
        return BUILT_IN if _built_in_root() is not None else ""
    for file in (Path(folder) / name for name in _SUPPLIED_FILES):
        if not file.is_file():
            raise ConfigError(
                f"curate.embeddings: {file}: there is no such file;"
                f" a model is a folder with {' and '.join(_SUPPLIED_FILES)}"
            )
    return folder


def model_files(name: str) -> tuple[Path, Path]:
    """Give the files of vectors and of the tokenizer of a model that `find_model` named."""
    root = _built_in_root() if name == BUILT_IN else None
    folder, files = (root, _BUILT_IN_FILES) if root is not None else (Path(name), _SUPPLIED_FILES)
    return folder / files[0], folder / files[1]


def _built_in_root() -> Path | None:
    spec = find_spec(BUILT_IN)
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None
