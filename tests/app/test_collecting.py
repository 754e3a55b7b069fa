"""A second poll of the same config starts from what the first one remembered, and from nothing else."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.app.application import open_app
from digest.app.collecting import open_poller
from digest.app.plan_memory import contents_of, remember_plan, remembered_plan
from digest.errors import ConfigError, StoreError
from digest.store.poll import PollStore
from digest.store.sql import SqlStore

CONFIG = """
sources:
  - {url: https://a.example/feed, name: Äther, country: fr, language: fr, weight: 2.5, every: 45m, full_text: feed}
  - {opml: list.opml, country: de}
http: {allow_private: [127.0.0.1/32], timeout: 7s}
newsletters: [{name: today, window: 36h}]
"""
LIST = '<opml version="2.0"><body><outline type="rss" xmlUrl="https://{}.example/feed" text="x"/></body></opml>'


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "list.opml").write_text(LIST.format("b"))
    file = tmp_path / "config.yaml"
    file.write_text(CONFIG)
    return file


def memory(config: Path) -> Path:
    (found,) = (config.parent / "cache" / "digest").iterdir()
    return found


def test_a_plan_comes_back_whole(config: Path) -> None:
    """Every setting that a poll obeys, to the last source."""
    app = open_app(config)
    remember_plan(app.poll_plan, config, contents_of(config, app.lists))
    found = remembered_plan(config)
    assert found == app.poll_plan
    assert [source.url for source in found.sources] == ["https://a.example/feed", "https://b.example/feed"]
    assert (found.doors.timeout, found.horizon_seconds) == (7.0, 72 * 3600)
    assert memory(config).stat().st_mode & 0o777 == 0o600


def test_the_second_poll_reads_no_config(config: Path) -> None:
    """It neither imports what checks one, nor SQLAlchemy."""
    assert isinstance(open_poller(config).store, SqlStore)
    assert isinstance(open_poller(config).store, PollStore)
    script = (
        "import sys; from pathlib import Path; from digest.app.collecting import open_poller;"
        f"open_poller(Path({str(config)!r}));"
        "print(*sorted({'pydantic', 'yaml', 'sqlalchemy', 'rich', 'trafilatura', 'pebble'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def touch_config(config: Path) -> None:
    config.write_text(CONFIG.replace("45m", "46m"))


def touch_list(config: Path) -> None:
    (config.parent / "list.opml").write_text(LIST.format("c"))


def drop_list(config: Path) -> None:
    (config.parent / "list.opml").unlink()


def open_to_all(config: Path) -> None:
    memory(config).chmod(0o644)


def cut_short(config: Path) -> None:
    memory(config).write_bytes(memory(config).read_bytes()[:-50])


def of_another_shape(config: Path) -> None:
    memory(config).write_text(memory(config).read_text().replace('"every_seconds"', '"every"'))


@pytest.mark.parametrize("change", [touch_config, touch_list, drop_list, open_to_all, cut_short, of_another_shape])
def test_what_changed_is_read_again(config: Path, change: Callable[[Path], None]) -> None:
    """And a memory that others could have written, or that is damaged, is not believed."""
    app = open_app(config)
    remember_plan(app.poll_plan, config, contents_of(config, app.lists))
    assert remembered_plan(config) is not None
    change(config)
    assert remembered_plan(config) is None


def test_variables_are_never_remembered(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may say something else tomorrow, and they may be secrets."""
    monkeypatch.setenv("PLACE", "canary")
    config.write_text(CONFIG + "site: {name: '${PLACE}'}\n")
    open_poller(config)
    assert remembered_plan(config) is None
    assert not (config.parent / "cache").exists()


def test_a_fault_is_told_after_a_good_poll(config: Path) -> None:
    """The memory of the good file does not hide it."""
    open_poller(config)
    config.write_text(CONFIG + "oops: 1\n")
    with pytest.raises(ConfigError, match="oops"):
        open_poller(config)


def test_without_a_place_to_remember_all_goes_on(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service may have no home."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME")
    assert len(open_poller(config).plan.sources) == 2
    assert len(open_poller(config).plan.sources) == 2


def test_a_config_that_changed_while_it_was_read_is_not_remembered(config: Path) -> None:
    """Else the old sources would be polled under the name of the new ones."""
    app = open_app(config)
    contents = contents_of(config, app.lists)
    plan = app.poll_plan
    touch_list(config)
    remember_plan(plan, config, contents)
    touch_config(config)
    remember_plan(plan, config, contents)
    assert remembered_plan(config) is None
    assert not (config.parent / "cache").exists()


def test_a_variable_in_disguise_is_one(config: Path) -> None:
    """YAML lets a dollar sign be written as a number."""
    config.write_text(CONFIG + 'site: {name: "\\x24{HOME}"}\n')
    assert open_app(config).settings.site.name == os.environ["HOME"]
    assert contents_of(config) is None


def test_nothing_is_left_of_a_plan_that_could_not_be_written(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is not filled further."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("digest.app.plan_memory.json.dump", full)
    open_poller(config)
    assert list((config.parent / "cache" / "digest").iterdir()) == []


def test_a_store_that_cannot_be_written_is_told_before_anything_is_asked(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every poll would ask, and forget what was answered."""
    open_poller(config)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).suffix != ".db")
    with pytest.raises(StoreError, match=r"digest\.db cannot be written; give this user the right"):
        open_poller(config)
