"""Static embeddings: the built-in model where it is installed, and one that the operator supplies."""

from pathlib import Path

import numpy as np
import pytest

from digest.curate.reading.meaning import open_embedder
from digest.curate.reading.model_files import find_model
from digest.errors import ConfigError

tokenizers = pytest.importorskip("tokenizers", reason="the extra 'embeddings' is not installed")
safetensors = pytest.importorskip("safetensors.numpy")


def _supply(folder: Path, *, rows: int = 3) -> Path:
    words = tokenizers.models.WordLevel({"[UNK]": 0, "war": 1, "peace": 2}, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(words)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    safetensors.save_file({"embeddings": np.eye(rows, 4, dtype=np.float16)}, folder / "model.safetensors")
    return folder


def test_texts_on_one_matter_are_nearer_than_texts_on_two() -> None:
    embedder = open_embedder()
    assert embedder is not None
    oil, crude, goal = embedder.encode(["Oil prices fall", "Crude is cheaper", "Late goal wins the derby"])
    assert embedder.name == "wordllama"
    assert oil @ crude > oil @ goal


def test_rows_have_length_one_and_an_empty_text_gives_zeros() -> None:
    embedder = open_embedder()
    assert embedder is not None
    rows = embedder.encode(["Oil prices fall", "", "x" * 100_000, "a \ud800 surrogate"])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 1, 1], abs=1e-3)


def test_a_supplied_model_is_used_under_its_folder_s_name(tmp_path: Path) -> None:
    embedder = open_embedder(find_model(str(_supply(tmp_path / "tiny"))))
    assert embedder is not None
    assert (embedder.name, embedder.dimensions) == ("tiny", 4)
    assert embedder.encode(["war peace"])[0] == pytest.approx([0, 0.7071, 0.7071, 0], abs=1e-3)


def test_the_built_in_model_knows_english_and_a_supplied_one_what_its_owner_says(tmp_path: Path) -> None:
    built_in, supplied = open_embedder(), open_embedder(find_model(str(_supply(tmp_path / "tiny"))))
    assert built_in is not None
    assert supplied is not None
    assert [built_in.knows(language) for language in ("en-GB", "", "de")] == [True, True, False]
    assert supplied.knows("de")


def test_a_folder_that_holds_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"model\.safetensors: there is no such file"):
        find_model(str(tmp_path))
    folder = _supply(tmp_path / "broken")
    (folder / "model.safetensors").write_bytes(b"not a model")
    with pytest.raises(ConfigError, match="cannot be read as safetensors"):
        open_embedder(str(folder))
    _supply(tmp_path / "other")
    (tmp_path / "other" / "tokenizer.json").write_text("{}")
    with pytest.raises(ConfigError, match="is no tokenizer"):
        open_embedder(str(tmp_path / "other"))
