"""Mail by URL: `log:` shows letters on the console, `smtp://USER:PASSWORD@HOST:PORT?from=ADDRESS` sends them."""

from ...ports.mail import Mail


def open_mail(url: str) -> Mail:
    """Who carries letters at this URL. Raises ValueError for a scheme that is not known."""
    match url.partition(":")[0]:
        case "log":
            from .log import ConsoleMail

            return ConsoleMail()
        case "smtp" | "smtps":
            from .smtp import SmtpMail

            return SmtpMail(url)
        case scheme:
            raise ValueError(f"no mail for {scheme!r}; known: log, smtp, smtps")
