"""Extractions of a batch -> the same without the lines that pages of their sites share, which the store remembers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from digest.extract.site_memory import SiteMemory, line_keys
from digest.model import Extraction
from digest.pipeline.assembly import page_address
from digest.pipeline.page import PageTask
from digest.ports import SiteLines, WorkFailed
from digest.urls import host_of, stable_id

Result = Extraction | WorkFailed


def drop_known_furniture(
    tasks: Sequence[PageTask], results: Sequence[Result], *, store: SiteLines, now: datetime
) -> list[Result]:
    """Clean what was read from pages by what is known of their sites, in order, and remember what they teach.

    That is stored before the articles are: a pass that is killed between the two meets pages that it knows, which are
    cleaned and not counted again.
    """
    addresses = [_address(task, result) for task, result in zip(tasks, results, strict=True)]
    wanted: dict[str, set[str]] = defaultdict(set)
    for address, result in zip(addresses, results, strict=True):
        if address and isinstance(result, Extraction):
            wanted[host_of(address)].update([stable_id(address)], line_keys(result))
    if not wanted:
        return list(results)
    known = store.site_lines(wanted)
    sites = {site: SiteMemory(known.get(site, {})) for site in wanted}
    cleaned = [
        sites[host_of(address)].read(result, page_id=stable_id(address))
        if address and isinstance(result, Extraction)
        else result
        for address, result in zip(addresses, results, strict=True)
    ]
    store.learn_site_lines({site: memory.learned for site, memory in sites.items()}, now=now)
    return cleaned


def _address(task: PageTask, result: Result) -> str:
    """The address of the page that was read; "" for what is no page, such as the feed's own text."""
    if not task.body or isinstance(result, WorkFailed) or result.origins.get("body") == "feed":
        return ""
    return page_address(task.entry, result, page_url=task.url)
