"""Write the compact table of what mail programs support, from the data of caniemail.com.

    python docs/make_mail_clients.py CANIEMAIL.json

reads features with their support, notes and how to recognise them, keeps those of CSS, and writes
`digest/edition/lint/compat/clients.json`. The data are MIT-licensed; the notice lies beside the table.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "digest" / "edition" / "lint" / "compat" / "clients.json"
_JUDGED_ELSEWHERE = {"css-comments", "css-height", "css-important", "css-margin", "css-nesting"}
"""Rules C05, C09, C06, C10 and C08 look at these more sharply."""
_NOT_MATCHED = {"css-inert-attribute"}
_KEYS = ("prop", "value", "prop_prefix", "func", "unit", "at", "media", "pseudo", "selector", "selector_kind")


def compact(data: dict[str, Any]) -> dict[str, Any]:
    """Give source, order of clients, and for each feature of CSS: title, one letter a client, marks."""
    clients = data["_meta"]["clients"]
    features = {}
    for slug, feature in sorted(data["features"].items()):
        marks = {key: feature["match"][key] for key in _KEYS if key in feature.get("match", {})}
        if not slug.startswith("css-") or slug in _JUDGED_ELSEWHERE | _NOT_MATCHED or not marks:
            continue
        support = "".join(feature["clients"].get(client) or "u" for client in clients)
        features[slug] = {"title": feature["title"].strip(), "support": support, **marks}
    meta = data["_meta"]
    return {
        "source": meta["source"],
        "commit": meta["commit"],
        "date": meta["commit_date"],
        "licence": "MIT, Copyright (c) 2019 Rémi Parmentier; see CANIEMAIL-LICENSE",
        "letters": "y supported, a in part, n not supported, u unknown; in the order of clients",
        "clients": clients,
        "features": features,
    }


def written(table: dict[str, Any]) -> str:
    """Write the table as JSON, a feature a line."""
    head = {key: value for key, value in table.items() if key != "features"}
    lines = [f"{json.dumps(slug)}: {json.dumps(feature)}" for slug, feature in table["features"].items()]
    features = ",\n".join(lines)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": {{\n{features}\n}}}}\n'


if __name__ == "__main__":
    TABLE.write_text(written(compact(json.loads(Path(sys.argv[1]).read_text("utf-8")))), encoding="utf-8")
