"""Queries on stories and editions: the receipts of the last build, and the memory of what was printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from digest.errors import UsageError
from digest.model import Block, Build, Changes, Edition, Link, Rank, Story, TopicMatch, Voice
from digest.store.articles import ArticleQueries
from digest.store.tables import build, edition, story, story_memory

REMEMBERED = timedelta(days=14)
"""How long an article's story is known after the last build that had the article."""
_LARGEST_KEY = 2**63 - 1
_COLUMNS = frozenset({"id", "newsletter", "slot", "local_date", "state"})


class EditionQueries(ArticleQueries):
    """Implements `digest.ports.Editions`."""

    def save_stories(self, stories: Sequence[Story], *, newsletter: str, now: datetime) -> None:
        """Replace the receipts of the newsletter's last build (stories best first), and remember their names."""
        members = [
            {"newsletter": newsletter, "article": article.id, "story": item.id, "seen": now}
            for item in stories
            for article in item.articles
        ]
        rows = [
            {
                "newsletter": newsletter,
                "id": item.id,
                "built": now,
                "articles": [article.id for article in item.articles],
                "receipt": _receipt(item),
                "place": place,
            }
            for place, item in enumerate(stories, start=1)
        ]
        with self.database.writing() as connection:
            connection.execute(delete(story).where(story.c.newsletter == newsletter))
            if rows:
                connection.execute(insert(story), rows)
            forgotten = (story_memory.c.newsletter == newsletter) & (story_memory.c.seen < now - REMEMBERED)
            connection.execute(delete(story_memory).where(forgotten))
            remember = self.database.upsert(story_memory)
            new = {"story": remember.excluded.story, "seen": remember.excluded.seen}
            if members:
                connection.execute(
                    remember.on_conflict_do_update(index_elements=["newsletter", "article"], set_=new), members
                )

    def remembered_stories(self, newsletter: str) -> Mapping[str, str]:
        """For each article of recent builds, the id of the story that held it last."""
        query = select(story_memory.c.article, story_memory.c.story).where(story_memory.c.newsletter == newsletter)
        with self.database.reading() as connection:
            return {row.article: row.story for row in connection.execute(query)}

    def save_build(self, value: Build) -> None:
        """Replace what is known of the newsletter's last build."""
        row = {
            "newsletter": value.newsletter,
            "slot": value.slot,
            "built": value.built,
            "window_start": value.start,
            "window_end": value.end,
            "edition": value.edition,
            "report": {
                "articles": value.articles,
                "stories": value.stories,
                "tier": value.tier,
                "left_out": dict(value.left_out),
                "conflicts": list(value.conflicts),
            },
        }
        with self.database.writing() as connection:
            connection.execute(delete(build).where(build.c.newsletter == value.newsletter))
            connection.execute(insert(build).values(**row))

    def last_build(self, newsletter: str) -> Build | None:
        """What the newsletter's last build worked on."""
        with self.database.reading() as connection:
            row = connection.execute(select(build).where(build.c.newsletter == newsletter)).first()
        if row is None:
            return None
        report = {**row.report, "conflicts": tuple(row.report["conflicts"])}
        return Build(row.newsletter, row.slot, row.built, row.window_start, row.window_end, row.edition, **report)

    def story_members(self, newsletter: str) -> Sequence[str]:
        """Ids of all articles of the newsletter's last build, sorted: the texts themselves are not read."""
        query = select(story.c.articles).where(story.c.newsletter == newsletter)
        with self.database.reading() as connection:
            return sorted(one for row in connection.execute(query) for one in row.articles)

    def find_story(self, newsletter: str, name: str) -> tuple[Story, int] | None:
        """The story of the last build with this id, or that holds the article with this id; and its place by rank."""
        held = select(story_memory.c.story).where(
            story_memory.c.newsletter == newsletter, story_memory.c.article == name
        )
        query = select(story).where(story.c.newsletter == newsletter, (story.c.id == name) | story.c.id.in_(held))
        with self.database.reading() as connection:
            rows = [row for row in connection.execute(query) if row.id == name or name in row.articles]
        if not rows:
            return None
        found = _story(rows[0], self.articles_by_id(rows[0].articles))
        return (found, rows[0].place) if found else None

    def stories(self, newsletter: str) -> Sequence[Story]:
        """The stories of the newsletter's last build with their receipts, best first."""
        with self.database.reading() as connection:
            rows = connection.execute(select(story).where(story.c.newsletter == newsletter)).all()
        found = {item.id: item for item in self.articles_by_id([one for row in rows for one in row.articles])}
        stories = [_story(row, [found[one] for one in row.articles if one in found]) for row in rows]
        return sorted((item for item in stories if item), key=lambda item: (-item.rank.score, item.id))

    def edition_for_slot(self, newsletter: str, slot: datetime) -> Edition | None:
        """The edition of this slot, whatever its state."""
        query = select(edition).where(edition.c.newsletter == newsletter, edition.c.slot == slot)
        with self.database.reading() as connection:
            row = connection.execute(query).first()
        return _edition(row) if row else None

    def earlier_editions(self, newsletter: str, *, before: datetime, limit: int) -> Sequence[Edition]:
        """Approved editions of slots before this one, newest first."""
        query = (
            select(edition)
            .where(edition.c.newsletter == newsletter, edition.c.slot < before, edition.c.state == "approved")
            .order_by(edition.c.slot.desc())
            .limit(limit)
        )
        with self.database.reading() as connection:
            return [_edition(row) for row in connection.execute(query)]

    def editions(self, *, newsletter: str = "", limit: int = 100) -> Sequence[Edition]:
        """Editions, newest first."""
        query = select(edition).order_by(edition.c.slot.desc(), edition.c.id.desc()).limit(limit)
        if newsletter:
            query = query.where(edition.c.newsletter == newsletter)
        with self.database.reading() as connection:
            return [_edition(row) for row in connection.execute(query)]

    def find_edition(self, name: str, *, approved_only: bool = False) -> Edition:
        """An edition by its number, by NEWSLETTER/DATE, or the newest of NEWSLETTER; UsageError if there is none.

        With `approved_only` drafts are passed over: they are not the public's.
        """
        newsletter, _, day = name.partition("/")
        query = select(edition).order_by(edition.c.slot.desc(), edition.c.id.desc()).limit(1)
        if approved_only:
            query = query.where(edition.c.state == "approved")
        if name.isdecimal():
            # More digits than a 64-bit key has are the number of no edition, and more than the database can take.
            if len(name) > len(str(_LARGEST_KEY)) or int(name) > _LARGEST_KEY:
                raise UsageError(f"there is no edition {name[:20]!r}; 'digest build NEWSLETTER' makes one")
            query = query.where(edition.c.id == int(name))
        else:
            query = query.where(edition.c.newsletter == newsletter)
            if day:
                try:
                    query = query.where(edition.c.local_date == date.fromisoformat(day))
                except ValueError:
                    raise UsageError(f"{name!r}: {day!r} is not a date such as 2026-01-31") from None
        with self.database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise UsageError(f"there is no edition {name!r}; 'digest build NEWSLETTER' makes one")
        return _edition(row)

    def save_edition(self, value: Edition) -> Edition:
        """Insert the draft, or replace an earlier draft of its slot; an approved edition comes back unchanged."""
        with self.database.writing() as connection:
            same_slot = (edition.c.newsletter == value.newsletter) & (edition.c.slot == value.slot)
            row = connection.execute(select(edition).where(same_slot)).first()
            if row is not None and row.state != "draft":
                return _edition(row)
            columns = {
                "newsletter": value.newsletter,
                "slot": value.slot,
                "local_date": value.local_date,
                "state": value.state,
                "snapshot": {name: item for name, item in asdict(value).items() if name not in _COLUMNS},
            }
            if row is None:
                result = connection.execute(insert(edition).values(**columns))
                key = result.inserted_primary_key
                return replace(value, id=int(key[0]) if key else 0)
            connection.execute(update(edition).where(edition.c.id == row.id).values(**columns))
            return replace(value, id=row.id)

    def approve_edition(self, edition_id: int) -> None:
        """From now on no build changes it."""
        with self.database.writing() as connection:
            connection.execute(update(edition).where(edition.c.id == edition_id).values(state="approved"))


def _edition(row: Row[Any]) -> Edition:
    snapshot: Mapping[str, Any] = row.snapshot
    blocks = tuple(Block(**block) for block in snapshot["blocks"])
    stories = {name: tuple(ids) for name, ids in snapshot["stories"].items()}
    choices = {name: tuple(lines) for name, lines in snapshot.get("choices", {}).items()}
    columns = {name: getattr(row, name) for name in _COLUMNS}
    return Edition(**{**snapshot, **columns, "blocks": blocks, "stories": stories, "choices": choices})


def _receipt(value: Story) -> dict[str, Any]:
    return {
        "voices": [asdict(voice) for voice in value.voices],
        "links": [asdict(link) for link in value.links],
        "topics": [asdict(topic) for topic in value.topics],
        "nearest": asdict(value.nearest) if value.nearest else None,
        "rank": {"score": value.rank.score, "parts": [list(part) for part in value.rank.parts]},
        "first_seen": value.first_seen.isoformat() if value.first_seen else None,
        "last_change": value.last_change.isoformat() if value.last_change else None,
        "status": value.status,
        "changes": asdict(value.changes) | {"since": value.changes.since.isoformat()} if value.changes else None,
        "pinned": value.pinned,
        "banned": value.banned,
        "rulings": list(value.rulings),
    }


def _story(row: Row[Any], articles: Sequence[Any]) -> Story | None:
    if not articles:
        return None
    receipt = row.receipt
    return Story(
        id=row.id,
        articles=tuple(articles),
        voices=tuple(Voice(one["original"], tuple(one["copies"])) for one in receipt["voices"]),
        links=tuple(Link(**{**one, "reasons": tuple(one["reasons"])}) for one in receipt["links"]),
        topics=tuple(map(_topic_match, receipt["topics"])),
        nearest=_topic_match(receipt["nearest"]) if receipt.get("nearest") else None,
        rank=Rank(receipt["rank"]["score"], tuple((name, value) for name, value in receipt["rank"]["parts"])),
        first_seen=datetime.fromisoformat(receipt["first_seen"]) if receipt["first_seen"] else None,
        last_change=datetime.fromisoformat(receipt["last_change"]) if receipt["last_change"] else None,
        status=receipt["status"],
        changes=_changes(receipt.get("changes")),
        pinned=receipt.get("pinned", False),
        banned=receipt.get("banned", False),
        rulings=tuple(receipt.get("rulings", ())),
    )


def _topic_match(kept: Mapping[str, Any]) -> TopicMatch:
    return TopicMatch(kept["topic"], kept["score"], tuple(kept["reasons"]))


def _changes(kept: Mapping[str, Any] | None) -> Changes | None:
    """A receipt of an older version has none."""
    if kept is None:
        return None
    lists = {name: tuple(kept[name]) for name in ("voices", "countries", "numbers")}
    return Changes(**{**kept, **lists, "since": datetime.fromisoformat(kept["since"])})
