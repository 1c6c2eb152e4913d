"""Letters by SMTP: encrypted from the start (smtps), else by STARTTLS, which is a must beyond loopback."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ...domain.problems import Invalid, Unavailable
from ...ports.mail import Letter

SECONDS = 15
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
FOREVER = 500


class SmtpMail:
    reaches = True

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._sender = parse_qs(parts.query).get("from", [""])[0]
        if not parts.hostname or "@" not in self._sender:
            raise ValueError("mail by SMTP needs SMTP_HOST, and SMTP_FROM with an address")
        self._server: dict[str, Any] = {
            "hostname": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or "") or None,
            "password": unquote(parts.password or "") or None,
            "use_tls": parts.scheme == "smtps",
            "start_tls": None if parts.scheme == "smtps" or parts.hostname in LOOPBACK else True,
            "timeout": SECONDS,
        }

    async def send(self, letter: Letter) -> None:
        import aiosmtplib

        try:
            await aiosmtplib.send(self._message(letter), sender=self._sender, recipients=[letter.to], **self._server)
        except aiosmtplib.SMTPRecipientsRefused as error:
            if all(refused.code >= FOREVER for refused in error.recipients):
                raise Invalid("The mail server does not take letters to this address.", "mail_refused") from None
            raise unavailable() from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise unavailable() from error

    async def ping(self) -> None:
        import aiosmtplib

        try:
            async with aiosmtplib.SMTP(**self._server) as server:
                await server.noop()
        except (aiosmtplib.SMTPException, OSError) as error:
            raise unavailable() from error

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"], message["Subject"] = self._sender, letter.to, letter.subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=self._sender.rpartition("@")[2].strip("> "))
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


def unavailable() -> Unavailable:
    """What is said of a mail server in trouble."""
    return Unavailable("The mail server does not take letters now.", "mail_unavailable")
