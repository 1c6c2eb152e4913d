"""Letters on the console, for who has no mail server: the operator passes them on. Never in the log: links in them let people in."""

from ...ports.mail import Letter


class ConsoleMail:
    reaches = False

    async def send(self, letter: Letter) -> None:
        print(f"\nA letter to {letter.to}: {letter.subject}\n\n{letter.text}", flush=True)  # noqa: T201 - this is where it belongs

    async def ping(self) -> None:
        return None
