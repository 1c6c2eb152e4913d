"""Uvicorn's sockets, but a text that is not UTF-8 is no fault of ours: it comes to whoever listens as the bytes that it is."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class TextOrBytes(WebSocketsSansIOProtocol):
    """Uvicorn would log a stack for such a frame, which anybody could then fill the logs with."""

    def send_receive_event_to_app(self) -> None:
        """Hand over a message that is whole."""
        if self.curr_msg_data_type == "text" and not is_utf8(b"".join(self.frames)):
            self.curr_msg_data_type = "bytes"
        super().send_receive_event_to_app()


def is_utf8(data: bytes) -> bool:
    """Whether these bytes are text."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
