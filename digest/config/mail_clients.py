"""The mail programs that `lint.clients` may name: families, and programs of each, as caniemail names them."""

from __future__ import annotations

from typing import Final

MAIL_CLIENTS: Final = {
    "aol": (
        "android",
        "desktop-webmail",
        "ios",
    ),
    "apple-mail": (
        "ios",
        "macos",
    ),
    "fastmail": ("desktop-webmail",),
    "free-fr": ("desktop-webmail",),
    "gmail": (
        "android",
        "desktop-webmail",
        "ios",
        "mobile-webmail",
    ),
    "gmx": (
        "android",
        "desktop-webmail",
        "ios",
    ),
    "hey": ("desktop-webmail",),
    "ionos-1and1": (
        "android",
        "desktop-webmail",
    ),
    "laposte": (
        "android",
        "desktop-webmail",
        "ios",
    ),
    "mail-ru": ("desktop-webmail",),
    "orange": (
        "android",
        "desktop-webmail",
        "ios",
    ),
    "outlook": (
        "android",
        "ios",
        "macos",
        "outlook-com",
        "windows",
        "windows-mail",
    ),
    "protonmail": (
        "android",
        "desktop-webmail",
        "ios",
    ),
    "rainloop": ("desktop-webmail",),
    "samsung-email": ("android",),
    "sfr": (
        "android",
        "desktop-webmail",
        "ios",
    ),
    "t-online-de": ("desktop-webmail",),
    "thunderbird": (
        "macos",
        "windows",
    ),
    "web-de": (
        "android",
        "desktop-webmail",
        "ios",
    ),
    "wp-pl": ("desktop-webmail",),
    "yahoo": (
        "android",
        "desktop-webmail",
        "ios",
    ),
}


def check_mail_client(value: str) -> str:
    """Give back a known name, such as "gmail" or "gmail.android"; raises ValueError for another."""
    family, dot, program = value.partition(".")
    if family not in MAIL_CLIENTS:
        raise ValueError(f"{value!r} is not a known mail program; the families are {', '.join(MAIL_CLIENTS)}")
    if dot and program not in MAIL_CLIENTS[family]:
        known = ", ".join(f"{family}.{one}" for one in MAIL_CLIENTS[family])
        raise ValueError(f"{value!r} is not a known mail program; of {family} there are {known}")
    return value
