"""Which mail programs a page has to look right in: the ones that must, and the ones that should.

A name is a family ("gmail") or one program of it ("gmail.android"), as caniemail names them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Targets:
    """Programs of the first tier, where a missing feature is an error, and of the second, where it is a warning."""

    first: tuple[str, ...] = (
        "apple-mail",
        "gmail.desktop-webmail",
        "gmail.ios",
        "gmail.android",
        "outlook.windows",
        "outlook.outlook-com",
        "outlook.ios",
        "outlook.android",
    )
    second: tuple[str, ...] = (
        "outlook.macos",
        "yahoo",
        "samsung-email",
        "thunderbird.macos",
        "protonmail.desktop-webmail",
        "gmx.desktop-webmail",
        "web-de.desktop-webmail",
        "orange.desktop-webmail",
        "t-online-de.desktop-webmail",
    )


def belongs(client: str, names: tuple[str, ...]) -> bool:
    """Say whether a program such as "gmail.ios" is among names of programs and families."""
    return client in names or client.partition(".")[0] in names
