"""Every command: its help, its use on the sample newsroom, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import click
import pytest

from digest.cli.commands import COMMANDS, root
from tests.cli.conftest import Run
from tests.intake.web import plain, serve

CONTRACT = ["demo", "init", "check", "poll", "build", "send", "run", "magazine", "preview", "serve", "stories",
            "explain", "extract", "sources", "subscribers", "topics", "lint", "db"]  # fmt: skip
LEAST = "sources: [{url: http://127.0.0.1:9/feed, name: Nobody}]\n"


def leaves() -> list[tuple[str, ...]]:
    """Every command and subcommand."""
    found: list[tuple[str, ...]] = []
    context = click.Context(root)
    for name in COMMANDS:
        command = root.get_command(context, name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, sub) for sub in command.commands]
    return found


@pytest.mark.parametrize("names", leaves(), ids=" ".join)
def test_every_command_explains_itself_and_takes_the_common_options(names: tuple[str, ...]) -> None:
    """A discovery test: a new command is covered the day it appears."""
    from click.testing import CliRunner  # noqa: PLC0415

    result = CliRunner().invoke(root, [*names, "--help"])
    assert result.exit_code == 0
    assert "--config" in result.output
    assert "--json" in result.output
    described = result.output.split("\n\n")[1].strip()
    assert len(described) > 15


def test_the_table_of_commands_is_the_contract() -> None:
    """Scripts rely on these names."""
    assert list(COMMANDS) == CONTRACT


def test_version_and_wrong_usage(run: Run) -> None:
    """Exit codes: 0 done, 2 wrong usage."""
    assert run("--version").out.startswith("digest, version ")
    assert run("frobnicate").code == 2
    assert run("poll", "--sideways").code == 2


def write(folder: Path, text: str) -> None:
    (folder / "config.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (None, "no such file; make one with 'digest init'"),
        (LEAST + "nonsense: 1\n", "config.yaml:2: nonsense: unknown key"),
        (LEAST + "delivery: {smtp: {host: h, password: '${DIGEST_NOT_SET}'}}\n", "DIGEST_NOT_SET is not set"),
        (LEAST + "store: sqlite:///nowhere/digest.db\n", "the folder nowhere does not exist"),
        (LEAST + "store: mysql+nope://x\n", "is not a database that digest knows"),
        (LEAST + "newsletters: [{theme: nope}]\n", None),
    ],
)
def test_what_is_wrong_is_one_clear_line_and_no_traceback(
    run: Run, tmp_path: Path, config: str | None, words: str | None
) -> None:
    """Each names the thing, the place and the mend."""
    if config is not None:
        write(tmp_path, config)
    done = run("poll") if words else run("check")
    assert "Traceback" not in done.err
    if words:
        assert words in done.err
        assert done.code in {1, 2}
        assert len(done.err.strip().splitlines()) == 1
    else:
        assert done.code == 1
        assert "'nope'" in done.out


def test_config_stands_before_or_after_the_command_or_in_the_environment(run: Run, tmp_path: Path) -> None:
    """All three reach the same file."""
    other = tmp_path / "other"
    other.mkdir()
    write(other, LEAST)
    file = str(other / "config.yaml")
    for done in (
        run("--config", file, "sources", "list"),
        run("sources", "list", "--config", file),
        run("sources", "list", DIGEST_CONFIG=file),
    ):
        assert done.code == 0, done.err
        assert "Nobody" in done.out


def test_without_a_network_every_feed_is_named_and_the_run_ends_cleanly(run: Run, tmp_path: Path) -> None:
    """Private addresses are refused by default, so nothing is reached: no traceback, no edition, exit 0."""
    write(tmp_path, "sources: [{url: http://127.0.0.1:9/a, name: One}, {url: http://10.0.0.1/b, name: Two}]\n")
    done = run("run", "--dry-run")
    assert done.code == 0
    assert "One: 127.0.0.1 is a private address" in done.err
    assert "Two: 10.0.0.1 is a private address" in done.err
    assert "so no edition" in done.out
    states = json.loads(run("sources", "list", "--json").out)
    assert all(state["health"].startswith("failing since") for state in states)


def test_init_writes_a_config_that_checks_out(run: Run, tmp_path: Path) -> None:
    """A new user's second command."""
    assert run("init", "mine").code == 0
    folder = tmp_path / "mine"
    assert (folder / "templates" / "world" / "edition.html").is_file()
    done = run("check", cwd=folder)
    assert done.code == 0, done.out + done.err
    assert "0 errors" in done.out
    (folder / "config.yaml").write_text("mine", encoding="utf-8")
    assert "left alone" in run("init", "mine").out
    assert (folder / "config.yaml").read_text(encoding="utf-8") == "mine"


@pytest.fixture
def folder(polled: Path, tmp_path: Path) -> Path:
    """A copy of the polled folder for one test to change."""
    target = tmp_path / "work"
    shutil.copytree(polled, target)
    return target


def test_a_run_from_poll_to_mail(run: Run, folder: Path) -> None:
    """Build, dry run, send, send again: one mail, once, with three parts of the contract."""
    built = json.loads(run("build", "--json", cwd=folder).out)
    assert built["state"] == "draft"
    assert built["stories"] >= 15
    dry = run("run", "--dry-run", "--out", "dry", cwd=folder)
    assert dry.code == 0, dry.err
    assert {path.suffix for path in (folder / "dry").iterdir() if path.is_file()} == {".html", ".txt", ".eml"}
    assert not (folder / "outbox").exists()
    assert "1 sent now, 1 of 1 in all" in run("send", cwd=folder).out
    assert "0 sent now, 1 of 1 in all" in run("send", "today", cwd=folder).out
    mails = list((folder / "outbox").glob("*.eml"))
    assert len(mails) == 1
    mail = message_from_bytes(mails[0].read_bytes(), policy=policy.default)
    assert mail["To"] == "reader@digest.example"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    again = json.loads(run("build", "--json", cwd=folder).out)
    assert (again["edition"], again["state"]) == (built["edition"], "approved")


def test_explain_answers_for_an_article_and_for_a_pair(run: Run, folder: Path) -> None:
    """Why it is here, why two are one, why two are not."""
    run("build", cwd=folder)
    with sqlite3.connect(folder / "digest.db") as store:
        lead, ids = store.execute("select id, articles from story order by json_array_length(articles) desc").fetchone()
        first, second = json.loads(ids)[:2]
        url = store.execute("select url from article where id = ?", (first,)).fetchone()[0]
        stranger = store.execute(
            "select id from article where id not in (select value from json_each(?)) limit 1", (ids,)
        ).fetchone()[0]
    store.close()
    assert lead
    one = run("explain", url, cwd=folder)
    assert one.code == 0, one.err
    assert "rank" in one.out
    assert "in edition" in one.out
    assert "one story (" in run("explain", first, second, cwd=folder).out
    assert "two stories (" in run("explain", first, stranger, cwd=folder).out
    assert "no feed has named this" in run("explain", "https://nowhere.example/x", cwd=folder).err


def test_topics_test_and_backtest(run: Run, folder: Path) -> None:
    """What a rule matches, and what another rule would change."""
    tested = json.loads(run("topics", "test", "Climate", "--days", "2", "--json", cwd=folder).out)
    assert [one["topic"] for one in tested] == ["Climate"]
    assert len(tested[0]["stories"]) >= 3
    changed = (folder / "config.yaml").read_text(encoding="utf-8").replace("cyclone, ", "")
    (folder / "changed.yaml").write_text(changed, encoding="utf-8")
    done = run("topics", "backtest", "changed.yaml", "--days", "2", cwd=folder)
    assert done.code == 0, done.err
    assert "Climate:" in done.out
    assert run("topics", "test", "Nothing", cwd=folder).code == 2
    inline = run("topics", "backtest", "--topic", "Climate", "--none", "cyclone", "--days", "2", "--json", cwd=folder)
    result = json.loads(inline.out)
    assert [len(day["changes"]) > 0 for day in result["days"]] == [False, True]
    assert {change["is_added"] for change in result["days"][1]["changes"]} == {False}
    assert all("none: 'cyclone' in" in change["explained"] for change in result["days"][1]["changes"])
    climate = next(one for one in result["topics"] if one["topic"] == "Climate")
    assert climate["before"] - climate["dropped"] == climate["after"]
    assert run("topics", "backtest", cwd=folder).code == 2


def test_sources_in_and_out(run: Run, folder: Path, newsroom: str) -> None:
    """add, test, list, export, import, remove."""
    feed = f"{newsroom}/hudson-ledger/feed.xml"
    shown = run("sources", "test", feed, "--json", cwd=folder)
    assert json.loads(shown.out)["entries"], shown.err
    assert "is a source already" in run("sources", "add", feed, cwd=folder).err
    assert run("sources", "add", "https://new.example/feed", "--country", "fr", cwd=folder).code == 0
    assert "country code" in run("sources", "add", "https://b.example/feed", "--country", "france", cwd=folder).err
    listed = json.loads(run("sources", "list", "--json", cwd=folder).out)
    assert [one["country"] for one in listed if one["url"] == "https://new.example/feed"] == ["FR"]
    assert run("sources", "export", "all.opml", cwd=folder).code == 0
    assert run("sources", "remove", "https://new.example/feed", cwd=folder).code == 0
    assert "1 sources added" in run("sources", "import", "all.opml", cwd=folder).out


def test_a_home_page_leads_to_its_feeds(run: Run, tmp_path: Path) -> None:
    """One is added with its title; several are named, and --first takes the first; the config stays right."""
    link = "<link rel=alternate type=application/rss+xml href='{}' title='{}'>"
    answers = {
        "/one": plain(b"<html>" + link.format("/1.xml", "The Gazette").encode()),
        "/two": plain(b"<html>" + (link.format("/2.xml", "News") + link.format("/3.xml", "Sport")).encode()),
        "/none": plain(b"<html>Welcome"),
    }
    write(tmp_path, LEAST + "http: {allow_private: [127.0.0.1/32]}\n")
    with serve(answers) as web:
        assert run("sources", "add", web.url("/one")).code == 0
        several = run("sources", "add", web.url("/two"))
        assert several.code == 2
        assert f"the first one ({web.url('/2.xml')}) with --first" in several.err
        assert web.url("/3.xml") in several.err
        assert run("sources", "add", web.url("/two"), "--first", "--name", "Mine").code == 0
        assert "names no feed" in run("sources", "add", web.url("/none")).err
        assert f"found these feeds on the page: {web.url('/2.xml')}, " in run("sources", "test", web.url("/two")).err
        listed = {one["url"]: one for one in json.loads(run("sources", "list", "--json").out)}
        assert [one["name"] for one in listed.values()] == ["Nobody", "The Gazette", "Mine"]
        assert listed[web.url("/1.xml")]["health"] == "not polled yet"
        assert listed[web.url("/1.xml")]["entries_per_day"] == 0
        assert listed[web.url("/1.xml")]["last_entry"] == ""


def test_subscribers_in_and_out(run: Run, tmp_path: Path) -> None:
    """Good lines are taken, bad ones are named by number, nobody is on the list twice."""
    write(tmp_path, LEAST)
    (tmp_path / "people.csv").write_text("address,name\nann@a.example,Ann\nnot an address\nbob@b.example,\n", "utf-8")
    done = run("subscribers", "import", "people.csv")
    assert done.code == 1
    assert "line 3: 'not an address' is not an address" in done.err
    assert "2 added" in done.out
    assert "already was" in run("subscribers", "add", "ann@a.example").out
    assert run("subscribers", "remove", "ann@a.example").code == 0
    assert "ann@a.example,Ann,today,unsubscribed" in run("subscribers", "export").out
    assert run("subscribers", "add", "a@b\r\nBcc: c@d.example").code == 2


def test_lint_of_the_demo_edition_has_no_errors(run: Run, folder: Path) -> None:
    """The mail itself, as bytes and as an edition."""
    run("run", "--dry-run", "--out", "dry", cwd=folder, DIGEST_DEMO_URL="https://news.example")
    eml = next((folder / "dry").glob("*.eml"))
    for target in (str(eml), "today"):
        done = run("lint", target, "--json", cwd=folder, DIGEST_DEMO_URL="https://news.example")
        errors = [finding for finding in json.loads(done.out) if finding["severity"] == "error"]
        # The newsroom lives on loopback, and so do this edition's links to it: A04 is right to say so.
        assert {finding["rule"] for finding in errors} == {"A04"}, errors
        assert all("http://127.0.0.1" in finding["problem"] for finding in errors)


def test_mail_with_faults_of_its_own_is_not_sent_unless_forced(run: Run, folder: Path) -> None:
    """A public site without https cannot offer one-click unsubscribing; what sources wrote holds nothing up."""
    assert run("build", cwd=folder, DIGEST_DEMO_URL="http://news.example").code == 0
    refused = run("send", cwd=folder, DIGEST_DEMO_URL="http://news.example")
    assert refused.code == 1
    assert "is not sent: " in refused.err
    assert "M10 (List-Unsubscribe: 0 https addresses" in refused.err
    assert "A04" not in refused.err
    assert "--force" in refused.err
    assert not list((folder / "outbox").glob("*.eml"))
    assert "1 sent now" in run("send", "--force", cwd=folder, DIGEST_DEMO_URL="http://news.example").out
    assert "0 sent now, 1 of 1" in run("send", cwd=folder, DIGEST_DEMO_URL="http://news.example").out


def test_the_config_chooses_mail_programs_and_rules(run: Run, folder: Path) -> None:
    """An ignored rule neither shows nor holds; an unknown program is named with its line."""
    config = folder / "config.yaml"
    config.write_text(config.read_text("utf-8") + "\nlint: {clients: [apple-mail], ignore: [M10, A04, M02]}\n", "utf-8")
    assert run("build", cwd=folder, DIGEST_DEMO_URL="http://news.example").code == 0
    linted = run("lint", "today", "--json", cwd=folder, DIGEST_DEMO_URL="http://news.example")
    assert json.loads(linted.out) == []
    assert "1 sent now" in run("send", cwd=folder, DIGEST_DEMO_URL="http://news.example").out
    config.write_text(config.read_text("utf-8").replace("[apple-mail]", "[apple-post]"), "utf-8")
    wrong = run("lint", "today", cwd=folder)
    assert wrong.code == 2
    assert "'apple-post' is not a known mail program" in wrong.err


def test_lint_lists_picks_and_leaves_out_rules(run: Run, tmp_path: Path) -> None:
    """Without a config, on a file; the exit code is that of what was asked for."""
    (tmp_path / "page.html").write_text("<html><body><form></form><p>None</p></body></html>", "utf-8")
    everything = run("lint", "page.html", "--json")
    assert everything.code == 1
    assert {"rule", "severity", "place", "problem", "mend", "holds"} == set(json.loads(everything.out)[0])
    alone = run("lint", "page.html", "--rule", "h13", "--json")
    assert {finding["rule"] for finding in json.loads(alone.out)} == {"H13"}
    assert run("lint", "page.html", "--rule", "H13", "--ignore", "H13").code == 0
    listed = run("lint", "--rules", "--json")
    assert {"H13", "C01", "P01"} <= {row["rule"] for row in json.loads(listed.out)}
    assert run("lint", "page.html", "--rule", "Z99").code == 2
    assert "name a file or an edition" in run("lint").err


def test_the_store_is_copied_and_checked(run: Run, folder: Path) -> None:
    """It is copied while in use, and damage is found."""
    assert "up to date" in run("db", "upgrade", cwd=folder).out
    assert run("db", "backup", "copy.db", cwd=folder).code == 0
    assert "exists" in run("db", "backup", "copy.db", cwd=folder).err
    assert "ok" in run("db", "check", cwd=folder).out
    (folder / "digest.db").write_bytes(b"SQLite format 3\0" + b"garbage" * 1000)
    done = run("db", "check", cwd=folder)
    assert done.code == 1
    assert "Traceback" not in done.err


def test_a_second_run_at_once_is_told_who_is_at_work(run: Run, folder: Path) -> None:
    """Two processes never run a pass on one store together."""
    holder = (
        "import sys\nfrom digest.store import open_store\n"
        "with open_store('sqlite:///digest.db').exclusive('poll'):\n    print('held', flush=True)\n    sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        done = run("poll", cwd=folder)
        assert done.code == 1
        assert "'digest poll' (process" in done.err
        assert len(done.err.strip().splitlines()) == 1
        assert other.stdin is not None
        other.stdin.close()
    assert run("poll", cwd=folder).code == 0


def test_an_empty_window_and_an_unwritable_folder(run: Run, folder: Path) -> None:
    """Too little news is no edition and no failure; a folder that cannot be written is named."""
    done = run("build", "--at", "2020-01-01T07:00", cwd=folder)
    assert done.code == 0
    (folder / "flat").write_text("a file", encoding="utf-8")
    done = run("run", "--dry-run", "--out", "flat/sub", cwd=folder)
    assert done.code == 1
    assert "cannot be written" in done.err
    assert "Traceback" not in done.err


def test_serve_answers_and_ends_on_sigterm(folder: Path) -> None:
    """Scheduler and pages in one process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "digest", "serve", "--port", str(port)], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as server:  # fmt: skip
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}" in server.stdout.readline()
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                    assert answer.status == 200
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the server never answered")
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0


def test_ctrl_c_says_what_becomes_of_the_work(tmp_path: Path) -> None:
    """In the middle of a poll: one line, no traceback, and the exit code that a shell expects of SIGINT."""
    asked = threading.Event()

    with serve() as web:

        def hang(handler: BaseHTTPRequestHandler) -> None:
            asked.set()
            web.closing.wait(60)

        web.answers["/feed"] = hang
        write(tmp_path, f"sources: [{{url: {web.url('/feed')}, name: N}}]\nhttp: {{allow_private: [127.0.0.1/32]}}\n")
        with subprocess.Popen(
            [sys.executable, "-m", "digest", "poll"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
        ) as polling:
            assert asked.wait(60)
            polling.send_signal(signal.SIGINT)
            _, said = polling.communicate(timeout=60)
    assert said.strip() == "digest: stopped; what was finished is stored, the rest is done next time"
    assert polling.returncode == 130


def test_the_demo_does_the_whole_job(run: Run, tmp_path: Path) -> None:
    """Two minutes after cloning: three files, no network."""
    done = run("demo", "--no-serve", "--out", "shown")
    assert done.code == 0, done.err
    files = sorted(path.suffix for path in (tmp_path / "shown").glob("today-*.*"))
    assert files == [".eml", ".html", ".txt"]
    assert len(list((tmp_path / "shown" / "outbox").glob("*.eml"))) == 1
    write(tmp_path, LEAST)
    refused = run("demo", "--no-serve", "--out", ".")
    assert refused.code == 2
    assert "is not a demo's" in refused.err


def test_an_editors_newsletter_waits_until_it_is_sent_by_hand(run: Run, folder: Path) -> None:
    """`approve: editor` holds for every pass that runs by itself."""
    file = folder / "config.yaml"
    file.write_text(file.read_text("utf-8").replace("theme: world", "theme: world\n    approve: editor"), "utf-8")
    done = run("run", cwd=folder)
    assert "waits for an editor" in done.out, done.err
    assert not (folder / "outbox").exists()
    assert "1 sent now" in run("send", cwd=folder).out


def test_the_demo_never_touches_a_store_that_is_not_its_own(run: Run, tmp_path: Path) -> None:
    """A config may live elsewhere; the store beside it is still somebody's."""
    (tmp_path / "my.yaml").write_text(LEAST, encoding="utf-8")
    run("subscribers", "add", "keep@example.org", "-c", "my.yaml")
    done = run("demo", "--no-serve", "--out", ".")
    assert done.code == 2
    assert "digest.db is not a demo's" in done.err
    assert "keep@example.org" in run("subscribers", "list", "-c", "my.yaml").out


@pytest.mark.parametrize("at", ["tomorrow", "0001-01-01", "9999-12-31T23:59"])
def test_a_wrong_instant_is_told_before_any_work(run: Run, tmp_path: Path, at: str) -> None:
    """Not after a poll of all feeds."""
    write(tmp_path, LEAST)
    done = run("run", "--at", at)
    assert done.code == 2
    assert "--at" in done.err
    assert "feeds asked" not in done.out


def test_a_proxy_in_the_environment_does_not_get_around_the_guard(run: Run, tmp_path: Path) -> None:
    """Behind a proxy the guard would judge the proxy's address and not the page's."""
    write(tmp_path, LEAST)
    done = run("sources", "test", "http://127.0.0.2:9/feed", http_proxy="http://127.0.0.1:9")
    assert "127.0.0.2 is a private address" in done.err
