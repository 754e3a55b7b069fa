"""Pictures beside a written .html, so that it can be read later and elsewhere."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from digest.app.application import App
from digest.deliver.files import write_whole
from digest.ports import FetchFailed, Request

MAX_PICTURES = 40
_SOURCE = re.compile(r'(<img\b[^>]*?\ssrc=")(https?://[^"]+)(")')
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}
_OK = 200


def with_local_pictures(app: App, html: str, *, folder: Path) -> str:
    """Save the pictures of `html` into `folder` and point at them there; one that cannot be had keeps its address."""
    addresses = list(dict.fromkeys(unescape(match[2]) for match in _SOURCE.finditer(html)))[:MAX_PICTURES]
    saved: dict[str, str] = {}
    requests = [Request(address, tag=str(number)) for number, address in enumerate(addresses, start=1)]
    for answer in app.fetcher().fetch(requests):
        if isinstance(answer, FetchFailed) or answer.status != _OK:
            continue
        ending = _ENDINGS.get(answer.headers.get("content-type", "").partition(";")[0].strip().lower())
        if ending is not None:
            folder.mkdir(exist_ok=True)
            name = f"{answer.tag}{ending}"
            write_whole(folder / name, answer.body)
            saved[addresses[int(answer.tag) - 1]] = f"{folder.name}/{name}"
    return _SOURCE.sub(lambda match: f"{match[1]}{saved.get(unescape(match[2]), match[2])}{match[3]}", html)
