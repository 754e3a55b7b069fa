"""Write docs/lint.md from the rules: `python docs/make_lint.py`."""

from __future__ import annotations

from pathlib import Path

from digest.edition.lint.catalogue import GROUPS, NOT_IN_BYTES, rows

PAGE = Path(__file__).with_name("lint.md")
_HEAD = """# What `digest lint` checks

`digest lint FILE-OR-EDITION` judges the final bytes of a mail: an .eml or .html file, or an edition as it would go out.
It prints each fault with its rule, its place and how to mend it, and ends with exit code 1 when there are errors.

| option | does |
|---|---|
| `--rule ID` | check this rule alone; may be repeated |
| `--ignore ID` | leave this rule out; may be repeated; `lint: {ignore: [ID]}` in config.yaml does it for good |
| `--rules` | print this table |
| `--json` | findings as JSON: rule, severity, place, problem, mend, holds |

An **error** breaks the mail for some readers or receivers, a **warning** makes it worse, **info** is a remark. What
**holds** is refused by `digest send`, `run` and `serve`, which name the rules; `digest send --force` sends it all the
same. What a feed or a page wrote can never hold an edition up, so that no source can stop a newsletter: such errors are
shown in the desk. On a site on loopback, what follows from its address does not hold either.

Which mail programs C01 and C02 ask about is in config.yaml: `lint: {clients: [gmail, apple-mail], also: [yahoo]}`;
a missing feature is an error for `clients` and a warning for `also`. Names are families, or programs such as
`gmail.android`. The usual ones are Apple Mail, Gmail (webmail, iOS, Android) and Outlook (Windows, .com, iOS, Android);
also Outlook for macOS, Yahoo, Samsung, Thunderbird, Proton Mail, GMX, WEB.DE, Orange and T-Online. What they support is
known from [caniemail.com](https://www.caniemail.com), © 2019 Rémi Parmentier, MIT licence; the compact table beside
the code is made anew by `python docs/make_mail_clients.py CANIEMAIL.json`.

What needs a screen is judged from the inline styles: C15 looks for what cannot shrink to 320 px when every style block
is dropped (fixed and least widths, lines that may not wrap, long words), C14 for sizes of text, A09 for the height of
lines that hold nothing but links. In a mail from a file M07 cannot know when it was sent, nor P06 the address of its
publisher. M08 cannot see in one message that another recipient's has another Message-ID, and M19 sees the envelope only
where a server wrote Return-Path. S06 measures pictures that are embedded, or lie beside an .html file.
"""


def written() -> str:
    """The whole page."""
    parts = [_HEAD]
    for letter, name in GROUPS.items():
        parts.append(f"\n## {letter}: {name}\n\n| rule | severity | holds | looks at | mend |\n|---|---|---|---|---|\n")
        parts += [
            f"| {row.rule} | {row.severity} | {holds} | {_cell(row.summary)} | {_cell(row.mend)} |\n"
            for row in rows()
            if row.rule.startswith(letter)
            for holds in ["yes" if row.holds else ""]
        ]
    parts.append("\n## What no bytes can show\n\n| rule | why |\n|---|---|\n")
    parts += [f"| {rule} | {why} |\n" for rule, why in NOT_IN_BYTES.items()]
    return "".join(parts)


def _cell(text: str) -> str:
    """Text in a cell of a table: markup and bars as they are."""
    return text.replace("<", "&lt;").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
