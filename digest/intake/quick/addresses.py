"""Addresses as feedparser joins them to a base."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping

from digest.urls import is_plain_url

_SLASHES = re.compile(r"([A-Za-z][A-Za-z0-9+-.]*://)/*")
_SCHEME_NAMES = """
file ftp gopher h323 hdl http https imap magnet mailto mms news nntp prospero rsync rtsp rtspu sftp shttp sip sips
snews svn svn+ssh telnet wais aim callto cvs facetime feed git gtalk irc ircs irc6 itms msnim skype ssh smb ymsg
"""
_SCHEMES = frozenset(_SCHEME_NAMES.split())


def join(base: str, uri: str) -> str:
    """An address as seen from `base`; "" for what is none."""
    if is_plain_url(uri):
        return uri
    try:
        return urllib.parse.urljoin(base, _SLASHES.sub(r"\1", uri))
    except ValueError:
        return ""


def new_base(base: str, uri: str) -> str:
    """The base inside an element whose own base is `uri`: only where its scheme is known does it count."""
    joined = join(base, uri)
    return joined if not base or joined.strip().split(":", 1)[0] in _SCHEMES else base


def address_in(attributes: Mapping[str, str]) -> str | None:
    """The address among the attributes of a link or an enclosure."""
    found = attributes.get("url", attributes.get("uri", attributes.get("href")))
    return found or attributes.get("href")
