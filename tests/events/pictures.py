"""A picture to send, as small as one can be."""

import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile


def png(shade=0):
    """Return a whole PNG of one grey pixel."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def sent(name="me.png", content=None):
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content or png(), content_type="image/png")
