"""Why a server's certificate is not trusted, against real TLS servers on loopback."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pycurl
import pytest

from digest.intake.addresses import Guard
from digest.intake.certificates import why_no_tls, why_not_trusted
from digest.intake.http import CurlFetcher
from digest.ports import FetchFailed, Request

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make certificates with")

AUTHORITY = """
[ca]
default_ca = us
[us]
new_certs_dir = .
database = index
serial = serial
default_md = sha256
policy = policy
x509_extensions = extensions
[policy]
commonName = supplied
[extensions]
subjectAltName = ${ENV::NAMES}
[req]
distinguished_name = name
[name]
"""


class Trusting(CurlFetcher):
    """The door of a machine that trusts one more certificate."""

    trusted: Path

    def _prepare(self, handle: Any, transfer: Any) -> FetchFailed | None:
        failed = super()._prepare(handle, transfer)
        handle.setopt(pycurl.CAINFO, str(self.trusted))
        return failed


def certificate(folder: Path, *, names: str, begins: str = "20200101", ends: str = "20900101") -> Path:
    """A self-signed certificate, its key beside it in key.pem."""
    (folder / "openssl.cnf").write_text(AUTHORITY, encoding="ascii")
    (folder / "index").touch()
    (folder / "serial").write_text("01\n", encoding="ascii")
    span = f"-startdate {begins}000000Z -enddate {ends}000000Z"
    for command in (
        "req -new -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=common.example",
        f"ca -batch -selfsign -notext -in request.pem -keyfile key.pem -out it.pem {span}",
    ):
        verb, *options = command.split()
        subprocess.run(
            ["openssl", verb, "-config", "openssl.cnf", *options],
            cwd=folder,
            env={"NAMES": names, "PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin"},
            capture_output=True,
            check=True,
        )
    return folder / "it.pem"


@contextmanager
def listening(answer: ssl.SSLContext | bytes) -> Iterator[str]:
    """A server that shakes hands, or says something else at once; its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve_one() -> None:
            connection, _ = server.accept()
            with connection:
                try:
                    if isinstance(answer, bytes):
                        connection.recv(4096)
                        connection.sendall(answer)
                    else:
                        answer.wrap_socket(connection, server_side=True).close()
                except OSError:
                    pass  # the client hangs up: that is what these tests are about

        thread = threading.Thread(target=serve_one)
        thread.start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()


def reason(url: str, *, trusted: Path | None = None) -> str:
    guard = Guard.from_strings(["127.0.0.1/32"])
    door = CurlFetcher(user_agent="digest/test", guard=guard)
    if trusted is not None:
        door = Trusting(user_agent="digest/test", guard=guard)
        door.trusted = trusted
    (answer,) = door.fetch([Request(url)])
    assert isinstance(answer, FetchFailed), answer
    return answer.reason


def shaking_hands(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, pem.with_name("key.pem"))
    return context


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"names": "IP:127.0.0.1", "ends": "20240501"}, "certificate expired on 2024-05-01"),
        ({"names": "IP:127.0.0.1", "begins": "20800302"}, "certificate is not valid before 2080-03-02"),
        ({"names": "DNS:a.example"}, "certificate is for another host (it names a.example)"),
        (
            {"names": "DNS:a.example,DNS:*.b.example,IP:192.0.2.1,DNS:c.example"},
            "certificate is for another host (it names a.example, *.b.example, 192.0.2.1 and others)",
        ),
    ],
)
def test_a_fault_of_a_certificate_is_told(tmp_path: Path, made: dict[str, str], said: str) -> None:
    """Its issuer is trusted; the certificate itself is wrong."""
    pem = certificate(tmp_path, **made)
    with listening(shaking_hands(pem)) as url:
        assert reason(url, trusted=pem) == said


def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path: Path) -> None:
    """As routers and old servers show them."""
    with listening(shaking_hands(certificate(tmp_path, names="IP:127.0.0.1"))) as url:
        assert reason(url) == "certificate is signed by nobody we know (self-signed)"


def test_a_server_without_tls_is_told(tmp_path: Path) -> None:
    """Plain HTTP behind an https address, and a way to encrypt that proves nothing."""
    with listening(b"HTTP/1.1 400 Bad Request\r\n\r\n") as url:
        assert reason(url) == "the server speaks no TLS that we accept"
    anonymous = shaking_hands(certificate(tmp_path, names="IP:127.0.0.1"))
    anonymous.set_ciphers("aNULL:@SECLEVEL=0")  # without any certificate: nobody accepts that
    anonymous.maximum_version = ssl.TLSVersion.TLSv1_2
    with listening(anonymous) as url:
        assert reason(url) == "the server speaks no TLS that we accept"
    with listening(b"") as url:
        assert reason(url) == "the connection broke off"


def test_a_certificate_cannot_write_to_the_terminal() -> None:
    """Its names and dates are the server's word."""
    wild = {
        "X509v3 Subject Alternative Name": "DNS:a\x1b[31m.example, DNS:\u202e",
        "Subject": "CN = b",
        "Expire date": "?",
    }
    assert why_not_trusted(1, "no alternative certificate subject name matches", [wild]).isascii()
    assert "\x1b" not in why_not_trusted(1, "no alternative certificate subject name matches", [wild])
    assert why_not_trusted(1, "certificate subject name 'b' does not match", [{"Subject": "O = x, CN = b"}]).endswith(
        "(it names b)"
    )
    assert why_not_trusted(10, "", [wild]) == "certificate has expired"
    assert why_not_trusted(9, "", []) == "certificate is not valid yet"
    assert why_not_trusted(20, "", []) == "certificate is signed by nobody we know"
    assert why_not_trusted(99, "", []) == ""
    assert why_no_tls("error:0A00010B:SSL routines::wrong version number").startswith("the server speaks no TLS")
