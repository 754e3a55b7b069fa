"""config.yaml: what is right is taken, what is wrong is named with its line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from digest.config import Wording, load_config
from digest.config.edit import add_source, remove_source
from digest.errors import ConfigError, UsageError

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
LEAST = "sources: [{url: https://a.example/feed}]\n"


def write(folder: Path, text: str) -> Path:
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_fault_is_named_with_its_line_and_mend(file: Path) -> None:
    """Each file in bad/ says in its last line which fault it expects."""
    expected = file.read_text(encoding="utf-8").rpartition("# fault: ")[2].strip()
    with pytest.raises(ConfigError) as caught:
        load_config(file, environment={})
    assert any(expected in problem for problem in caught.value.problems), caught.value.problems
    assert all(problem.startswith(f"{file}:") for problem in caught.value.problems)


def test_only_sources_are_required(tmp_path: Path) -> None:
    """A config of one line is a whole config."""
    settings = load_config(write(tmp_path, LEAST))
    assert settings.sources[0].every == timedelta(minutes=30)
    assert [newsletter.name for newsletter in settings.newsletters] == ["today"]
    assert settings.http.allow_private == ()


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Nobody wants to mend a config one run at a time."""
    file = write(tmp_path, "sources: [{url: x}, {url: https://b.example, weight: 99}]\nsite: {colour: red}\n")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert len(caught.value.problems) == 3


def test_norway_is_a_country_and_seven_is_a_time(tmp_path: Path) -> None:
    """YAML 1.1 would read `NO` as false and 07:00 as 420 seconds."""
    text = "sources: [{url: https://a.example/feed, country: NO}]\nnewsletters: [{schedule: {at: 07:00}}]\n"
    settings = load_config(write(tmp_path, text))
    assert settings.sources[0].country == "NO"
    assert settings.newsletters[0].schedule.at == "07:00"


def test_variables_and_secret_files_are_filled_in_and_never_shown(tmp_path: Path) -> None:
    """A password comes from the environment or a file and does not appear in the settings' own text."""
    (tmp_path / "secret.txt").write_text("hush\n", encoding="utf-8")
    text = LEAST + "delivery: {smtp: {host: '${HOST:-mail.example}', username: '${WHO}', password_file: secret.txt}}\n"
    settings = load_config(write(tmp_path, text), environment={"WHO": "ann"})
    smtp = settings.delivery.smtp
    assert smtp is not None
    assert (smtp.host, smtp.username, smtp.password.get_secret_value()) == ("mail.example", "ann", "hush")
    assert "hush" not in repr(settings)


def test_a_secret_is_not_shown_in_a_fault(tmp_path: Path) -> None:
    """A wrong value beside a password must not print the password."""
    text = LEAST + "delivery: {smtp: {host: a, password: [canary-7391], port: 0}}\n"
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    assert "canary" not in str(caught.value)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    """The first run of a new user."""
    with pytest.raises(ConfigError, match="no such file; make one with 'digest init'"):
        load_config(tmp_path / "config.yaml")


def test_adding_and_removing_a_source_keeps_comments(tmp_path: Path) -> None:
    """The config belongs to its author."""
    file = write(tmp_path, "# mine\nsources:\n  - {url: https://a.example/feed}  # first\n\n# below\nsite: {name: X}\n")
    add_source(file, {"url": "https://b.example/feed", "name": "B"})
    text = file.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# first" in text
    assert "# below" in text
    assert [source.url for source in load_config(file).sources] == ["https://a.example/feed", "https://b.example/feed"]
    with pytest.raises(UsageError, match="is a source already"):
        add_source(file, {"url": "https://b.example/feed"})
    remove_source(file, "https://b.example/feed")
    with pytest.raises(UsageError, match="not among its sources"):
        remove_source(file, "https://b.example/feed")
    assert len(load_config(file).sources) == 1


def test_phrases_may_be_given_for_a_language(tmp_path: Path) -> None:
    """In the list beside the others, or instead of it."""
    text = "topics: [{name: A, any: [gaza, {fr: [bande de gaza], AR: غزة}]}, {name: B, all: {en: [strip]}}]\n"
    settings = load_config(write(tmp_path, LEAST + text))
    assert settings.topics[0].any == ("gaza", Wording("bande de gaza", "fr"), Wording("غزة", "ar"))
    assert settings.topics[1].all == (Wording("strip", "en"),)
