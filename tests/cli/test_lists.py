"""Lists in and out: what is good is taken, what is bad is named, and the config still loads afterwards."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click
import pytest

from digest.cli.commands import root
from digest.config import load_config
from tests.cli.conftest import Ran, Run
from tests.cli.test_commands import leaves

ONE = "sources:\n  - {url: http://127.0.0.1:9/a, name: One}  # the first\n"
OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>x</title></head><body>
  <outline type="rss" text="1843" xmlUrl="https://a.example/feed"/>
  <outline type="rss" text="Old" xmlUrl="ftp://b.example/feed"/>
  <outline type="rss" text="Sly" xmlUrl="https://c.example/${HOME}"/>
  <outline type="rss" text="One" xmlUrl="http://127.0.0.1:9/a"/>
</body></opml>
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config of one source."""
    file = tmp_path / "config.yaml"
    file.write_text(ONE, encoding="utf-8")
    return file


def addresses(config: Path) -> list[str | None]:
    return [source.url for source in load_config(config).sources]


def assert_one_line(done: Ran, *words: str, code: int) -> None:
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 1, done.err
    assert done.code == code, done.err
    for word in words:
        assert word in done.err


def test_import_takes_the_good_feeds_and_names_the_bad_ones(run: Run, config: Path, tmp_path: Path) -> None:
    """A feed that does not fit is told by its address, and none can read the environment."""
    (tmp_path / "all.opml").write_text(OPML, encoding="utf-8")
    done = run("sources", "import", "all.opml")
    assert done.code == 1
    assert "ftp://b.example/feed: 'ftp://b.example/feed' is not a web address" in done.err
    assert "https://c.example/${HOME}: '${' would stand for an environment variable" in done.err
    assert "1 sources added to config.yaml, 1 were there already, 2 refused" in done.out
    assert addresses(config) == ["http://127.0.0.1:9/a", "https://a.example/feed"]
    assert load_config(config).sources[1].name == "1843"
    again = json.loads(run("sources", "import", "all.opml", "--json").out)
    assert (again["added"], again["known"]) == (0, 2)
    assert [fault["url"] for fault in again["refused"]] == ["ftp://b.example/feed", "https://c.example/${HOME}"]


def test_the_last_source_stays(run: Run, config: Path) -> None:
    """A config without a source would stop every command."""
    assert_one_line(run("sources", "remove", "One"), "config.yaml: One is its only source", "add another", code=2)
    assert config.read_text(encoding="utf-8") == ONE


@pytest.mark.parametrize(
    "arguments",
    [("add", "https://b.example/feed", "--country", "france"), ("add", "ftp://b.example/feed"), ("remove", "Two")],
    ids=" ".join,
)
def test_a_change_that_does_not_load_is_taken_back(run: Run, config: Path, arguments: tuple[str, ...]) -> None:
    """The config is what it was, to the byte."""
    before = ONE.replace("\n", "\r\n").encode()
    config.write_bytes(before)
    assert_one_line(run("sources", *arguments), "config.yaml", code=2)
    assert config.read_bytes() == before
    assert [path.name for path in config.parent.iterdir()] == ["config.yaml"]


def test_a_changed_config_keeps_its_rights_and_its_link(run: Run, config: Path, tmp_path: Path) -> None:
    """It may hold a password, and it may live elsewhere."""
    real = config.rename(tmp_path / "real.yaml")
    real.chmod(0o600)
    config.symlink_to(real)
    assert run("sources", "add", "http://127.0.0.1:9/b").code == 0
    assert config.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert len(addresses(real)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "sources: [{url: http://127.0.0.1:9/a, name: One}]  # mine\n",
        "sources: [\n  {url: http://127.0.0.1:9/a},  # mine\n]\nsite: {name: X}\n",
        "{sources: [url: http://127.0.0.1:9/a], site: {name: X}}  # mine\n",
        "sources: [{url: http://127.0.0.1:9/a}]\nnewsletters:\n  - blocks: [intro, {lead: 1}]  # mine\n",
        "sources:\n- url: http://127.0.0.1:9/a  # mine\n",
    ],
)
def test_every_way_to_write_a_list_can_be_added_to(run: Run, config: Path, text: str) -> None:
    """Each source ends on a line of its own, with its braces."""
    config.write_text(text, encoding="utf-8")
    done = run("sources", "add", "http://127.0.0.1:9/b", "--name", "Two: b", "--country", "no")
    assert done.code == 0, done.err
    written = config.read_text(encoding="utf-8")
    assert '\n  - {url: "http://127.0.0.1:9/b", name: "Two: b", country: "NO"}\n' in written
    assert "# mine" in written
    assert "[url" not in written
    assert ", lead" not in written
    assert addresses(config) == ["http://127.0.0.1:9/a", "http://127.0.0.1:9/b"]
    assert run("sources", "remove", "http://127.0.0.1:9/b").code == 0
    assert addresses(config) == ["http://127.0.0.1:9/a"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"site: {name: Caf\xe9}\n" + ONE.encode(), "config.yaml: not UTF-8 text (byte 16); save the file as UTF-8"),
        (b"- {url: http://127.0.0.1:9/a}\n", "config.yaml:1: must be a mapping"),
        (b"words\n", "config.yaml:1: must be a mapping"),
        (b"sources: {url: http://127.0.0.1:9/a}\n", "config.yaml: sources: must be a list"),
        (b"sources: [http://127.0.0.1:9/a]\n", "sources[0]"),
        (b"sources: [\n", "config.yaml:2: not valid YAML"),
        (None, "config.yaml: no such file; make one with 'digest init'"),
    ],
)
def test_a_config_that_cannot_be_changed_is_one_line(run: Run, config: Path, content: bytes | None, words: str) -> None:
    """For every command that changes it."""
    config.unlink()
    if content is not None:
        config.write_bytes(content)
    (config.parent / "all.opml").write_text(OPML.replace("ftp:", "http:").replace("${HOME}", ""), encoding="utf-8")
    for arguments in (("add", "http://127.0.0.1:9/b"), ("import", "all.opml")):
        assert_one_line(run("sources", *arguments), words, code=2)
    assert_one_line(run("sources", "remove", "http://127.0.0.1:9/b"), code=2)
    assert (config.read_bytes() if config.exists() else None) == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"address,name\nann@a.example,Ann\nbob@b.example,Bj\xf6rn\n", "people.csv:3: not UTF-8 text; save the file"),
        ("address,name\nann@a.example,Ann\n".encode("utf-16"), "people.csv:1: not UTF-8 text; save the file"),
        (b"address,name\nann@a.example," + b"x" * 200_000 + b"\n", "people.csv:2: field larger than field limit"),
    ],
)
def test_a_csv_that_cannot_be_read_is_one_line(run: Run, config: Path, content: bytes, words: str) -> None:
    """Nobody of it is added."""
    (config.parent / "people.csv").write_bytes(content)
    assert_one_line(run("subscribers", "import", "people.csv"), words, code=2)
    assert run("subscribers", "list").out == ""


def test_a_bad_csv_line_is_named_by_its_line_in_the_file(run: Run, config: Path) -> None:
    """A name in quotes may go over two lines."""
    (config.parent / "people.csv").write_text('address,name\nann@a.example,"Ann\nLee"\nnobody\n', encoding="utf-8")
    done = run("subscribers", "import", "people.csv")
    assert done.code == 1
    assert "line 4: 'nobody' is not an address" in done.err


def test_every_change_answers_in_json(run: Run, config: Path) -> None:
    """A program that calls digest reads what was done."""

    def answer(*arguments: str) -> object:
        done = run(*arguments, "--json")
        assert done.code == 0, done.err
        found: object = json.loads(done.out)
        return found

    two = "http://127.0.0.1:9/b"
    assert answer("sources", "add", two) == {"added": two, "known": False}
    listed = answer("sources", "export")
    assert isinstance(listed, list)
    assert [source["url"] for source in listed] == ["http://127.0.0.1:9/a", two]
    assert answer("sources", "export", "all.opml") == {"file": "all.opml", "sources": 2}
    assert answer("sources", "remove", two) == {"removed": two}
    ann = {"address": "ann@a.example", "name": "", "newsletter": "today", "state": "active"}
    assert answer("subscribers", "add", ann["address"]) == {
        "added": ann["address"], "newsletter": "today", "known": False,
    }  # fmt: skip
    assert answer("subscribers", "add", ann["address"]) == {
        "added": ann["address"], "newsletter": "today", "known": True,
    }  # fmt: skip
    assert answer("subscribers", "export") == [ann]
    assert answer("subscribers", "export", "all.csv") == {"file": "all.csv", "subscribers": 1}
    assert answer("subscribers", "remove", ann["address"]) == {"removed": ann["address"], "newsletter": "today"}
    schema = answer("db", "upgrade")
    assert isinstance(schema, dict)
    assert schema["store"] == "digest.db"
    assert schema["schema"]
    assert answer("db", "backup", "copy.db") == {"store": "digest.db", "file": "copy.db"}
    both = [str(Path("mine") / "config.yaml"), str(Path("mine") / "templates" / "world")]
    assert answer("init", "mine") == {"written": both, "left_alone": []}
    assert answer("init", "mine") == {"written": [], "left_alone": both}


def test_init_into_a_file_names_it(run: Run, config: Path) -> None:
    """A folder is wanted."""
    assert_one_line(run("init", "config.yaml"), "config.yaml is a file; name a folder", code=2)


WRITERS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("db", "backup"): (),
    ("sources", "export"): (),
    ("subscribers", "export"): (),
    ("init",): (),
    ("run",): ("--dry-run", "--out"),
    ("demo",): ("--no-serve", "--out"),
    ("magazine",): ("--format", "epub", "--out"),
}


def test_every_command_that_writes_where_it_is_told_is_tried_below() -> None:
    """A discovery test: a new one must be added to WRITERS."""
    context = click.Context(root)
    found = set()
    for names in leaves():
        command = root.get_command(context, names[0])
        if isinstance(command, click.Group):
            command = command.commands.get(names[-1])
        for parameter in command.params if command else ():
            if isinstance(parameter.type, click.Path) and not parameter.type.exists:
                found.add(names)
    assert found == set(WRITERS)


@pytest.mark.parametrize("names", WRITERS, ids=" ".join)
def test_a_place_that_cannot_be_written_is_named(
    run: Run, polled: Path, tmp_path: Path, names: tuple[str, ...]
) -> None:
    """Below a regular file nothing can be written, not even by root; progress may stand before the one line."""
    folder = tmp_path / "work"
    shutil.copytree(polled, folder)
    (folder / "flat").write_text("a file", encoding="utf-8")
    done = run(*names, *WRITERS[names], "flat/x", cwd=folder, timeout=240)
    assert "Traceback" not in done.err
    assert done.code in {1, 2}
    faults = [line for line in done.err.splitlines() if line.startswith("digest: ")]
    assert faults == done.err.splitlines()[-1:]
    assert "flat" in faults[0]


@pytest.mark.parametrize("command", ["sources", "subscribers"])
def test_an_export_into_a_missing_folder_names_it(run: Run, config: Path, command: str) -> None:
    """It failed, it was not called wrongly: exit 1."""
    assert_one_line(run(command, "export", "missing/x"), "missing/x: cannot be written: No such file", code=1)
