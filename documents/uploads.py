"""What a request may bring: a file that is too large is read past, never kept.

Django hands each piece of a file through the handlers in turn. This one stands first: it counts,
and once a file is over the limit it passes nothing on, so that neither memory nor disk fills up
and the form can still say which file it was. A request that says itself that it is far too
large is not read at all.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

FILES_AT_ONCE = 5


class TooLargeFile(UploadedFile[bytes]):
    """A file over the limit: its name and how long it was, without its bytes."""


class LimitingHandler(FileUploadHandler):
    """Lets files pass up to the limit, and requests up to a few files of it."""

    length = 0

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002  # Django passes it so, and the following
        META: Any,  # noqa: ARG002, N803
        content_length: int,
        boundary: Any,  # noqa: ARG002
        encoding: Any = None,  # noqa: ARG002
    ) -> None:
        """Refuse a request that is larger than what all its files together may be."""
        if content_length > FILES_AT_ONCE * settings.UPLOAD_LIMIT:
            raise RequestDataTooBig("More was sent than is taken at once.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.length = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        """Pass a piece on while the file is within the limit."""
        self.length += len(raw_data)
        return raw_data if self.length <= settings.UPLOAD_LIMIT else None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:  # noqa: ARG002  # it counts only what was passed on
        """Stand in for a file that was too large."""
        if self.length <= settings.UPLOAD_LIMIT:
            return None
        return TooLargeFile(
            file=BytesIO(), name=self.file_name, content_type=self.content_type, size=self.length
        )
