"""Files that are obviously none that can be read: programs, pictures, sounds, archives. What else a file is the parser decides."""

HEAD = 1024
MAGIC = (
    b"\x7fELF", b"MZ", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\x00asm", b"!<arch>\n", b"SQLite format 3\x00",
    b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"OggS", b"ID3", b"\xff\xfb", b"fLaC",
    b"\x1aE\xdf\xa3",
    b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"(\xb5/\xfd",
)  # fmt: skip
BOXED = b"ftyp"


def is_no_document(head: bytes) -> bool:
    """Whether a file that begins like this holds no text. Some of these letters may begin a text, but then no NUL is near."""
    return b"\x00" in head and (head.startswith(MAGIC) or head[4:8] == BOXED)
