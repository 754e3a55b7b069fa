"""Which proxy the environment names for an address."""

from __future__ import annotations

import pytest

from digest.errors import UsageError
from digest.intake.proxies import Proxies

P, Q = "http://p.example:3128", "socks5h://q.example:1080"


@pytest.mark.parametrize(
    ("environment", "http", "https"),
    [
        ({}, "", ""),
        ({"http_proxy": P}, P, ""),
        ({"HTTP_PROXY": P}, "", ""),  # a request's "Proxy:" header could have set it
        ({"https_proxy": P}, "", P),
        ({"HTTPS_PROXY": P}, "", P),
        ({"all_proxy": Q}, Q, Q),
        ({"ALL_PROXY": Q, "http_proxy": P}, P, Q),
        ({"http_proxy": "", "https_proxy": " "}, "", ""),
        ({"http_proxy": "p.example:3128"}, P, ""),
        ({"all_proxy": P, "no_proxy": "*"}, "", ""),
        ({"all_proxy": P, "NO_PROXY": "news.example"}, "", ""),
    ],
)
def test_variables_mean_what_they_mean_to_curl(environment: dict[str, str], http: str, https: str) -> None:
    """Lower case wins; the special one wins over all_proxy; empty is unset."""
    proxies = Proxies.from_environment(environment)
    assert proxies.proxy_for("http://news.example/a") == http
    assert proxies.proxy_for("https://news.example/a") == https


@pytest.mark.parametrize(
    ("without", "host", "direct"),
    [
        ("example.com", "example.com", True),
        ("example.com", "EXAMPLE.com.", True),
        ("example.com", "www.example.com", True),
        (".example.com", "www.example.com", True),
        (".example.com", "example.com", True),
        ("example.com", "notexample.com", False),
        ("a.example, b.example", "b.example", True),
        ("a.example b.example", "b.example", True),
        ("192.168.0.0/16", "192.168.3.4", True),
        ("192.168.0.0/16", "10.0.0.1", False),
        ("10.0.0.1", "10.0.0.1", True),
        ("[::1]", "[::1]", True),
        ("fd00::/8", "[fd00::7]", True),
        ("not/a/net", "10.0.0.1", False),
        (".", "example.com", False),
    ],
)
def test_no_proxy_means_what_it_means_to_curl(without: str, host: str, *, direct: bool) -> None:
    """A host and all below it, an address, or a network."""
    proxies = Proxies.from_environment({"http_proxy": P, "no_proxy": without})
    assert (proxies.proxy_for(f"http://{host}:8080/") == "") is direct


@pytest.mark.parametrize(
    "value", ["ftp://p.example", "http://", "http://u:secret@[bad", "http://p.example:99999", "://"]
)
def test_what_is_no_proxy_is_named_without_its_password(value: str) -> None:
    """The variable is, and what to write instead."""
    with pytest.raises(UsageError, match=r"^all_proxy in the environment is no proxy: write ") as caught:
        Proxies.from_environment({"all_proxy": value})
    assert "secret" not in str(caught.value)
