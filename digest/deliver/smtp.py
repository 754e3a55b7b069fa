"""Delivery over SMTP: one connection, encrypted unless the config says otherwise, opened when first needed."""

from __future__ import annotations

import smtplib
import ssl

from digest.config import Smtp
from digest.errors import DeliveryError
from digest.model import Message
from digest.ports import SendResult

TIMEOUT_SECONDS = 60
_PERMANENT = 500


class SmtpTransport:
    """Implements `digest.ports.Transport` on smtplib."""

    def __init__(self, settings: Smtp, *, helo: str) -> None:
        self._settings = settings
        self._helo = helo
        self._connection: smtplib.SMTP | None = None

    def send(self, message: Message) -> SendResult:
        """Hand one message to the server; its last answer decides: 2xx sent, 5xx final, all else worth another try.

        Raises DeliveryError when the server cannot be used at all: that is no fault of this recipient.
        """
        if self._connection is None:
            self._connection = self._connect()
        try:
            self._connection.sendmail(message.sender, [message.recipient], message.content)
        except smtplib.SMTPRecipientsRefused as error:
            code, text = error.recipients[message.recipient]
            return self._refused(code, text)
        except smtplib.SMTPSenderRefused as error:
            self.close()
            if error.smtp_code >= _PERMANENT:
                raise DeliveryError(
                    f"delivery.smtp: {self._place} takes no mail from {message.sender}: "
                    f"{self._refused(error.smtp_code, error.smtp_error).answer}; "
                    "check site.sender.address, user name and password"
                ) from error
            return self._refused(error.smtp_code, error.smtp_error)
        except smtplib.SMTPResponseException as error:
            self.close()
            return self._refused(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return SendResult(ok=False, answer=f"{self._place}: {error or type(error).__name__}", final=False)
        return SendResult(ok=True, answer="250")

    def greet(self) -> None:
        """Connect, log in and leave; raises DeliveryError with the mend."""
        self._connection = self._connect()
        self.close()

    def close(self) -> None:
        """Say goodbye; a connection that is gone already is no fault."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    @property
    def _place(self) -> str:
        return f"{self._settings.host}:{self._settings.port}"

    def _connect(self) -> smtplib.SMTP:
        place = self._place
        try:
            return self._open()
        except smtplib.SMTPAuthenticationError as error:
            raise DeliveryError(
                f"delivery.smtp: {place} refuses the user name or password ({error.smtp_code}); check both"
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            raise DeliveryError(
                f"delivery.smtp: {place}: {error}; check 'security' (starttls, tls or none) and the port"
            ) from error
        except ssl.SSLError as error:
            raise DeliveryError(f"delivery.smtp: {place}: no secure connection: {error.reason or error}") from error
        except (smtplib.SMTPException, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise DeliveryError(
                f"delivery.smtp: cannot reach {place}: {reason}; check host and port, then send again"
            ) from error

    def _open(self) -> smtplib.SMTP:
        settings = self._settings
        context = ssl.create_default_context()
        connection: smtplib.SMTP
        if settings.security == "tls":
            connection = smtplib.SMTP_SSL(
                settings.host, settings.port, local_hostname=self._helo, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            connection = smtplib.SMTP(settings.host, settings.port, local_hostname=self._helo, timeout=TIMEOUT_SECONDS)
        try:
            if settings.security == "starttls":
                connection.starttls(context=context)
            if settings.username:
                connection.login(settings.username, settings.password.get_secret_value())
        except BaseException:
            connection.close()
            raise
        return connection

    @staticmethod
    def _refused(code: int, text: bytes | str) -> SendResult:
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return SendResult(ok=False, answer=f"{code} {words}".replace("\r\n", " ")[:500], final=code >= _PERMANENT)
