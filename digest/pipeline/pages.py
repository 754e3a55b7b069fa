"""The pages of a batch of entries: asked for under the conditions of earlier answers, and sorted by what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.intake.pages import Page, page_request, page_validators, read_page
from digest.model import Entry, PageState
from digest.ports import Fetcher, FetchFailed, Pages, Response

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of asking for one entry's page: a page, a reason, or `known` when what we have still holds."""

    page: Page | None = None
    reason: str = ""
    """Why there is no page, where one was wanted."""
    known: PageState | None = None
    """The page is unchanged and its article is in the store."""
    validators: tuple[str, str] = ("", "")
    """ETag and Last-Modified of the answer."""
    asked: bool = True
    """False: its host wants to be left alone for now, which is no failure of the page."""


def fetch_pages(batch: Sequence[Entry], wanted: Sequence[bool], *, store: Pages, fetcher: Fetcher) -> list[Fetched]:
    """For each entry what came of its page; one that is not `wanted` is not asked for."""
    known = store.page_states([entry.link for entry, want in zip(batch, wanted, strict=True) if want])
    found = [Fetched()] * len(batch)
    requests = [
        page_request(entry, known.get(entry.link), tag=str(index))
        for index, (entry, want) in enumerate(zip(batch, wanted, strict=True))
        if want
    ]
    for answer in fetcher.fetch(requests):
        link = batch[int(answer.tag)].link
        found[int(answer.tag)] = _judge(answer, known.get(link), link=link)
    return found


def _judge(answer: Response | FetchFailed, known: PageState | None, *, link: str) -> Fetched:
    if isinstance(answer, FetchFailed):
        return Fetched(reason=answer.reason, asked=answer.asked)
    if answer.status == _NOT_MODIFIED and known is not None:
        # What was no article before is none now: the feed's own words, which may be new, stand in for it again.
        return Fetched(known=known) if known.is_read else Fetched(reason=known.outcome)
    result = read_page(answer, asked=link)
    if isinstance(result, str):
        return Fetched(reason=result, validators=page_validators(answer))
    return Fetched(result, validators=page_validators(answer))
