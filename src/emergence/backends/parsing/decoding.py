"""Bytes to text where nobody says how they were written: Unicode if it is, else what a detector finds most likely."""

import codecs

from charset_normalizer import from_bytes

from .faults import refuse

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ["cp1252", "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"]
WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüÿßÀÂÄÁÃÅÇÉÈÊËÍÎÏÑÓÔÖØŒÚÙÛÜ«»’‘“”–—…·•°€£§©®¡¿ºª\xa0")
SAMPLE = 100_000
FEW = 0.02


def decoded(data: bytes) -> str:
    """The text of these bytes. Raises Unreadable if they are no text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data[:SAMPLE]:
        return wide(data)
    if is_binary(data):
        refuse("document_type")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return mostly_unicode(data) or data.decode(detected(data), "replace")


def wide(data: bytes) -> str:
    """Text with NULs: UTF-16 without a mark if they are at every other place, a few stray ones, or no text at all."""
    sample = data[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.2 and even <= odd // 20:
        return data.decode("utf-16-le", "replace")
    if even > len(sample) * 0.2 and odd <= even // 20:
        return data.decode("utf-16-be", "replace")
    if even + odd > max(2, len(sample) * FEW) or is_binary(data):
        refuse("document_type")
    return decoded(data.replace(b"\0", b""))


def is_binary(data: bytes) -> bool:
    """Whether there are more controls than a text has."""
    sample = data[:SAMPLE]
    printed = sample.translate(None, bytes(code for code in range(32) if code not in b"\t\n\r\x0b\x0c\x1b\0"))
    return len(sample) - len(printed) > max(2, len(sample) * FEW)


def mostly_unicode(data: bytes) -> str | None:
    """The text, if it is UTF-8 with a few broken places."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text[:SAMPLE]) - broken
    return text if broken <= 3 and len(text) > 20 and whole >= 0 and broken * 4 < max(whole, 1) else None


def detected(data: bytes) -> str:
    """The likeliest encoding: Japanese or Western if it reads as such, else what the detector says."""
    if is_japanese(data):
        return "cp932"
    if is_western(data):
        return "cp1252"
    best = from_bytes(data[:SAMPLE], cp_isolation=CANDIDATES).best()
    return best.encoding if best else "cp1252"


def is_western(data: bytes) -> bool:
    """Whether it reads as a language of Western Europe: some letters with accents among many without."""
    text = data[:SAMPLE].decode("cp1252", "replace")
    beyond = [character for character in text if character > "\x7f"]
    plain = sum(map(str.isalpha, text)) - sum(map(str.isalpha, beyond))
    return len(beyond) <= 0.3 * plain and sum(character in WESTERN for character in beyond) >= 0.9 * len(beyond)


def is_japanese(data: bytes) -> bool:
    try:
        text = data[:SAMPLE].decode("cp932", "strict" if len(data) <= SAMPLE else "replace")
    except UnicodeDecodeError:
        return False
    beyond = [character for character in text if character > "\x7f"]
    full = sum("\u3000" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" or "\uff01" <= c <= "\uff5e" for c in beyond)
    kana = sum("\u3040" <= c <= "\u30ff" for c in beyond)
    return full == len(beyond) and (kana > 0 or full >= 4)
