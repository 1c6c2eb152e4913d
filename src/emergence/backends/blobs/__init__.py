"""Where files are kept as they were given, opened by URL."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

from ...ports.blobs import Blobs


def open_blobs(url: str) -> AbstractAsyncContextManager[Blobs]:
    """The blobs at this URL. Raises ValueError for a scheme that is not known."""
    scheme, _, rest = url.partition(":")
    match scheme:
        case "file":
            from .files import FileBlobs

            return FileBlobs.open(Path(rest))
        case "gs":
            raise ValueError("BLOBS_URL: gs://… (Cloud Storage) is not built yet; use file:PATH")
    raise ValueError(f"no blobs for {scheme!r}; known: file")
