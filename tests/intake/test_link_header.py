"""Link headers."""

from __future__ import annotations

import pytest

from digest.intake.link_header import MAX_LINKS, links_by_relation

BASE = "https://a.example/feed"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", {}),
        ('<https://hub.example/>; rel="hub"', {"hub": ("https://hub.example/",)}),
        ("<https://hub.example/>;rel=hub", {"hub": ("https://hub.example/",)}),
        ('<https://hub.example/>; title="a, b"; REL=HUB', {"hub": ("https://hub.example/",)}),
        ('<https://h.example/>; rel="hub", </f?x=1,2>; rel="self"',
         {"hub": ("https://h.example/",), "self": ("https://a.example/f?x=1,2",)}),
        ("<https://1.example/>; rel=hub, <https://2.example/>; rel=hub",
         {"hub": ("https://1.example/", "https://2.example/")}),
        ('</x>; rel="self hub"', {"self": ("https://a.example/x",), "hub": ("https://a.example/x",)}),
        ("<javascript:alert(1)>; rel=hub", {}),
        ("<https://hub.example/>", {}),
        ("https://hub.example/; rel=hub", {}),
        ('<https://hub.example/>; rel="hub', {}),
    ],
)  # fmt: skip
def test_targets_by_relation(value: str, found: dict[str, tuple[str, ...]]) -> None:
    """Joined headers, relative targets, quotes or none; nothing but http and https."""
    assert links_by_relation(value, base=BASE) == found


def test_a_long_header_ends() -> None:
    """A server may send 100 KB of them."""
    assert len(links_by_relation("<https://hub.example/>; rel=hub, " * 3000, base=BASE)["hub"]) == MAX_LINKS
    assert links_by_relation("<" * 100_000, base=BASE) == {}
    assert links_by_relation("<https://a.example/>" + ";a" * 50_000, base=BASE) == {}
