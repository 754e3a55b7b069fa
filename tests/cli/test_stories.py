"""What a build had to choose from, and an editor's word on it, as a person types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from digest.pipeline.left_out import REASONS
from tests.cli.conftest import Ran, Run


@pytest.fixture
def folder(polled: Path, tmp_path: Path, run: Run) -> Path:
    """A copy of the polled newsroom with one draft built."""
    copy = tmp_path / "copy"
    shutil.copytree(polled, copy)
    assert run("build", cwd=copy).code == 0
    return copy


def read(done: Ran) -> Any:
    assert done.code == 0, done.err
    return json.loads(done.out)


def rows(run: Run, folder: Path) -> list[dict[str, Any]]:
    return list(read(run("stories", "list", "--json", cwd=folder)))


def about(run: Run, folder: Path, word: str) -> dict[str, Any]:
    return next(row for row in rows(run, folder) if word in row["headline"])


def test_every_candidate_is_listed_with_what_became_of_it(run: Run, folder: Path) -> None:
    """Printed ones with their blocks, the others with the reason; all of them add up."""
    found = rows(run, folder)
    assert [row["place"] for row in found] == list(range(1, len(found) + 1))
    assert all(bool(row["blocks"]) != bool(row["reason"]) for row in found)
    table = run("stories", "list", "--limit", "3", cwd=folder)
    assert len(table.out.splitlines()) == 3
    assert found[0]["headline"] in table.out
    built = run("build", cwd=folder)
    articles = sum(row["articles"] for row in found)
    assert f"{articles} articles in {len(found)} stories; left out: " in built.out


def test_a_story_is_shown_by_its_id_and_by_its_articles(run: Run, folder: Path) -> None:
    """Its voices in the order of time, their copies, what ties them."""
    first = max(rows(run, folder), key=lambda row: row["articles"])
    shown = read(run("stories", "show", first["story"], "--json", cwd=folder))
    assert len(shown["articles"]) == first["articles"]
    assert shown["links"]
    address = shown["articles"][1]["url"]
    text = run("stories", "show", address, cwd=folder).out
    assert "timeline:" in text
    assert all(article["title"] in text for article in shown["articles"])
    missing = run("stories", "show", "nobody", cwd=folder)
    assert missing.code == 2
    assert "'digest stories list today' names the stories" in missing.err


def test_what_is_left_out_has_its_reason(run: Run, folder: Path) -> None:
    """Each article that no block's story holds, once."""
    found = read(run("stories", "left-out", "--json", cwd=folder))
    assert {row["reason"] for row in found} <= set(REASONS)
    assert all(row["detail"] for row in found)
    missing = {row["story"] for row in rows(run, folder) if not row["blocks"]}
    assert {row["story"] for row in found if row["story"]} == missing


def test_merge_split_and_undo(run: Run, folder: Path) -> None:
    """Each holds from the next build on, and the one that contradicts is told."""
    one, other = about(run, folder, "Thalorix"), about(run, folder, "Rafah")
    done = read(run("stories", "merge", one["story"], other["story"], "--author", "ann", "--json", cwd=folder))
    assert done["override"]["author"] == "ann"
    assert done["conflicts"] == []
    run("build", cwd=folder)
    merged = next(row for row in rows(run, folder) if row["articles"] == one["articles"] + other["articles"])
    shown = read(run("stories", "show", merged["story"], "--json", cwd=folder))
    stray = next(article for article in shown["articles"] if "Thalorix" in article["title"])
    against = next(article for article in shown["articles"] if "Rafah" in article["title"])
    split = run("stories", "split", stray["url"], against["id"], "--note", "two events", cwd=folder)
    assert "kept apart by hand" in split.out
    assert "override 1 (merge, ann" in split.err
    assert "which is newer, keeps apart some of it" in split.err
    built = run("build", cwd=folder)
    assert "override 1 (merge, ann" in built.err
    pair = read(run("explain", stray["id"], against["id"], "--json", cwd=folder))["newsletters"][0]
    assert pair["together"] is False
    assert any("two events" in said for said in pair["overrides"])
    listed = read(run("stories", "overrides", "--json", cwd=folder))
    assert [override["kind"] for override in listed["overrides"]] == ["merge", "split"]
    assert len(listed["conflicts"]) == 1
    for number in ("1", "2"):
        assert run("stories", "undo", number, cwd=folder).code == 0
    assert "there is no override 2" in run("stories", "undo", "2", cwd=folder).err
    run("build", cwd=folder)
    assert about(run, folder, "Thalorix")["articles"] == one["articles"]


def test_pin_ban_move_and_lead(run: Run, folder: Path) -> None:
    """The edition, the list and the receipts follow."""
    last, banned, led = rows(run, folder)[-1], about(run, folder, "Rafah"), about(run, folder, "Thalorix")
    other = read(run("stories", "show", led["story"], "--json", cwd=folder))["articles"][-1]
    for words in (
        ("pin", last["story"]),
        ("ban", banned["story"], "--note", "not today"),
        ("move", led["story"], "climate"),
        ("lead", led["story"], other["id"]),
    ):
        assert run("stories", *words, cwd=folder).code == 0
    run("build", cwd=folder)
    found = rows(run, folder)
    assert (found[0]["story"], found[0]["pinned"]) == (last["story"], True)
    assert found[0]["blocks"]
    assert (found[-1]["story"], found[-1]["reason"]) == (banned["story"], "banned")
    assert "not today" in found[-1]["detail"]
    moved = next(row for row in found if row["story"] == led["story"])
    assert (moved["topics"][0]["topic"], moved["headline"]) == ("Climate", other["title"])
    explained = run("explain", other["id"], cwd=folder).out
    assert "editor: moved to Climate, override 3" in explained
    assert "editor: lead chosen by hand, override 4" in explained


def test_errors_name_the_mend(run: Run, folder: Path) -> None:
    """Whatever is named wrongly."""
    story, stranger = about(run, folder, "Thalorix")["story"], about(run, folder, "Rafah")["story"]
    article = read(run("stories", "show", stranger, "--json", cwd=folder))["articles"][0]["id"]
    for words, said in (
        (("merge", story, story), "are the same; name two stories"),
        (("split", story), "name the article that does not belong to it"),
        (("move", story, "Nothing"), "is no topic of config.yaml; it has: "),
        (("lead", story, article), "'digest stories merge"),
        (("lead", story, stranger), "name one of its articles"),
        (("pin", story, "--newsletter", "weekly"), "there is no newsletter 'weekly'"),
        (("left-out", "weekly"), "there is no newsletter 'weekly'"),
    ):
        done = run("stories", *words, cwd=folder)
        assert done.code == 2, words
        assert said in done.err, words
        assert "Traceback" not in done.err


def test_explain_answers_with_fields(run: Run, folder: Path) -> None:
    """For an article, for a story, for a pair that is one story and for one that is not."""
    first = max(rows(run, folder), key=lambda row: row["articles"])
    shown = read(run("stories", "show", first["story"], "--json", cwd=folder))
    one, two = (article["id"] for article in shown["articles"][:2])
    stranger = about(run, folder, "Thalorix" if "Thalorix" not in first["headline"] else "Rafah")["story"]
    foreign = read(run("stories", "show", stranger, "--json", cwd=folder))["articles"][0]["id"]
    for name, role in ((one, "lead"), (first["story"], "none")):
        standing = read(run("explain", name, "--json", cwd=folder))["newsletters"][0]
        assert (standing["role"], standing["story"]["id"]) == (role, first["story"])
        assert standing["links"]
        assert round(sum(standing["rank"]["parts"].values()), 3) == round(standing["rank"]["score"], 3)
        assert standing["editions"][0]["printed"]
        assert standing["editions"][0]["blocks"]
    together = read(run("explain", one, two, "--json", cwd=folder))["newsletters"][0]
    assert together["together"] is True
    assert together["link"]["reasons"]
    apart = read(run("explain", one, foreign, "--json", cwd=folder))["newsletters"][0]
    assert apart["together"] is False
    assert apart["link"]["score"] < apart["needs"]
    assert apart["measured_beside"] > 0
