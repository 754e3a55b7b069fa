"""Delivery over SMTP, to a real server on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pydantic import SecretStr

from digest.config import Smtp
from digest.deliver.smtp import SmtpTransport
from digest.errors import DeliveryError
from digest.model import Message
from digest.ports import SendResult, Transport

BODY = b"Subject: x\r\n\r\n.\r\n..two dots\r\nlast line without an end"


@dataclass(slots=True)
class Desk:
    """What the server was told, and what it shall answer: by recipient, and to the content."""

    recipients: dict[str, str] = field(default_factory=dict)
    content_answer: str = "250 OK"
    sender_answer: str = ""
    taken: list[Envelope] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)
    helo: str = ""

    async def handle_MAIL(self, *call: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Who writes: server, session, envelope, address, options."""
        _, _, envelope, address, options = call
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, *call: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """To whom: server, session, envelope, address, options."""
        _, _, envelope, address, _ = call
        answer = self.recipients.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, *call: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """What: server, session, envelope."""
        _, session, envelope = call
        self.sessions.add(id(session))
        self.helo = session.host_name or ""
        if self.content_answer.startswith("250"):
            self.taken.append(envelope)
        return self.content_answer


@contextmanager
def server(desk: Desk, **options: Any) -> Iterator[int]:
    """The port of a running server."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    controller = Controller(desk, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def port(desk: Desk) -> Iterator[int]:
    with server(desk) as running:
        yield running


@pytest.fixture
def transport(port: int) -> Iterator[SmtpTransport]:
    opened = SmtpTransport(Smtp(host="127.0.0.1", port=port, security="none"), helo="digest.example")
    yield opened
    opened.close()


def message(recipient: str = "ann@example.org", content: bytes = BODY) -> Message:
    return Message("<1@digest.example>", "news@digest.example", recipient, content)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_the_bytes_arrive_as_they_are(desk: Desk, transport: SmtpTransport) -> None:
    """Dots included; envelope and greeting are those of the sending domain."""
    port: Transport = transport
    assert port.send(message()) == SendResult(ok=True, answer="250")
    (envelope,) = desk.taken
    assert envelope.content == BODY + b"\r\n"  # the end of the content is the end of a line (RFC 5321 4.1.1.4)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("news@digest.example", ["ann@example.org"])
    assert desk.helo == "digest.example"


def test_one_connection_carries_many_messages(desk: Desk, transport: SmtpTransport) -> None:
    """A greeting for each would take longer than the mail."""
    for number in range(5):
        assert transport.send(message(f"reader{number}@example.org")).ok
    assert len(desk.taken) == 5
    assert len(desk.sessions) == 1


@pytest.mark.parametrize(
    ("answer", "final"),
    [("450 greylisted, come back", False), ("452 too many", False), ("550 no such user", True), ("553 bad name", True)],
)
def test_a_refused_recipient_is_judged_by_its_code(
    desk: Desk, transport: SmtpTransport, answer: str, *, final: bool
) -> None:
    """4xx is worth another try and 5xx is not; the next reader gets the mail over the same connection."""
    desk.recipients["ann@example.org"] = answer
    assert transport.send(message()) == SendResult(ok=False, answer=answer, final=final)
    assert transport.send(message("bob@example.org")).ok


@pytest.mark.parametrize(("answer", "final"), [("451 busy", False), ("554 looks like spam", True)])
def test_refused_content_is_judged_by_its_code(
    desk: Desk, transport: SmtpTransport, answer: str, *, final: bool
) -> None:
    """After DATA too."""
    desk.content_answer = answer
    assert transport.send(message()) == SendResult(ok=False, answer=answer, final=final)
    desk.content_answer = "250 OK"
    assert transport.send(message("bob@example.org")).ok


@pytest.mark.parametrize("answer", ["550 you may not write as this", "530 5.7.0 log in first", "552 too large"])
def test_a_refused_sender_is_no_readers_fault(desk: Desk, transport: SmtpTransport, answer: str) -> None:
    """It would be refused for everybody: nobody may be marked as failed for it."""
    desk.sender_answer = answer
    with pytest.raises(DeliveryError, match=rf"takes no mail from news@digest\.example: {answer}; check site\.sender"):
        transport.send(message())
    desk.sender_answer = "451 later"
    assert transport.send(message()) == SendResult(ok=False, answer="451 later", final=False)
    desk.sender_answer = ""
    assert transport.send(message()).ok


def test_a_connection_that_the_server_closed_is_opened_again(desk: Desk) -> None:
    """Servers end idle connections: that message is tried again, over a new one."""
    with server(desk) as port:
        transport = SmtpTransport(Smtp(host="127.0.0.1", port=port, security="none"), helo="digest.example")
        assert transport.send(message()).ok
    lost = transport.send(message())
    assert (lost.ok, lost.final) == (False, False)
    assert f"127.0.0.1:{port}" in lost.answer
    with pytest.raises(DeliveryError, match="cannot reach"):
        transport.send(message())
    transport.close()


def test_a_refused_connection_is_named() -> None:
    """Nothing can be sent to anyone: that is the transport's fault and not a reader's."""
    port = free_port()
    transport = SmtpTransport(Smtp(host="127.0.0.1", port=port, security="none"), helo="digest.example")
    with pytest.raises(
        DeliveryError, match=rf"cannot reach 127\.0\.0\.1:{port}: Connection refused; check host and port"
    ):
        transport.send(message())
    transport.close()


def test_an_unknown_host_is_named() -> None:
    """RFC 2606 promises that .invalid never resolves."""
    transport = SmtpTransport(Smtp(host="mail.invalid", port=25, security="none"), helo="digest.example")
    with pytest.raises(DeliveryError, match=r"cannot reach mail\.invalid:25"):
        transport.greet()


def test_nothing_is_sent_in_clear_where_encryption_is_asked_for(desk: Desk, port: int) -> None:
    """STARTTLS that is not offered may have been taken out by somebody in between."""
    transport = SmtpTransport(Smtp(host="127.0.0.1", port=port, security="starttls"), helo="digest.example")
    with pytest.raises(DeliveryError, match=r"STARTTLS.*check 'security'"):
        transport.send(message())
    assert desk.taken == []


def test_tls_to_a_port_without_it_is_named(port: int) -> None:
    """The most common mistake in a mail configuration."""
    transport = SmtpTransport(Smtp(host="127.0.0.1", port=port, security="tls"), helo="digest.example")
    with pytest.raises(DeliveryError, match="no secure connection"):
        transport.greet()


def check_password(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(success=(data.login, data.password) == (b"ann", b"hush"), handled=False)


@pytest.mark.parametrize("password", ["hush", "wrong"])
def test_a_login_is_right_or_named_without_its_password(desk: Desk, password: str) -> None:
    """Errors end up in logs."""
    with server(desk, authenticator=check_password, auth_require_tls=False) as port:
        settings = Smtp(host="127.0.0.1", port=port, security="none", username="ann", password=SecretStr(password))
        transport = SmtpTransport(settings, helo="digest.example")
        if password == "hush":
            assert transport.send(message()).ok
            transport.close()
            return
        with pytest.raises(DeliveryError, match="refuses the user name or password") as caught:
            transport.send(message())
    assert "wrong" not in str(caught.value)


def test_a_login_where_none_is_offered_is_named(port: int) -> None:
    """A password that nobody asks for is a mistake in host or port."""
    settings = Smtp(host="127.0.0.1", port=port, security="none", username="ann", password=SecretStr("hush"))
    with pytest.raises(DeliveryError, match="AUTH"):
        SmtpTransport(settings, helo="digest.example").greet()


def test_greeting_leaves_no_connection_behind(desk: Desk, transport: SmtpTransport) -> None:
    """What 'digest check --online' does."""
    transport.greet()
    transport.close()
    transport.close()
    assert desk.taken == []
