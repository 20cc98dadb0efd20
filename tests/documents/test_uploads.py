"""What a request may bring."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import RequestFactory

from documents.uploads import FILES_AT_ONCE, TooLargeFile
from tests.documents.files import PDF, sent

LIMIT = 1 << 20


@pytest.fixture(autouse=True)
def _small(settings):
    settings.UPLOAD_LIMIT = LIMIT


def posted(**files):
    return RequestFactory().post("/", {"title": "Draft", **files})


def test_a_file_within_the_limit_arrives_whole():
    request = posted(file=sent())

    assert request.FILES["file"].read() == PDF
    assert request.POST["title"] == "Draft"


def test_a_file_at_the_limit_arrives_and_one_over_it_only_by_its_name():
    at, over = sent("at.pdf", b"x" * LIMIT), sent("over.pdf", b"x" * (LIMIT + 1))

    request = posted(at=at, over=over, after=sent("after.pdf"))

    found = request.FILES
    assert (found["at"].size, found["at"].name) == (LIMIT, "at.pdf")
    assert isinstance(found["over"], TooLargeFile)
    assert (found["over"].size, found["over"].name, found["over"].read()) == (
        LIMIT + 1,
        "over.pdf",
        b"",
    )
    assert found["after"].read() == PDF


def test_of_a_file_over_the_limit_no_more_than_the_limit_reaches_the_disk(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024
    request = posted(file=sent("over.pdf", b"x" * (4 * LIMIT)))

    files = request.FILES
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]

    assert isinstance(files["file"], TooLargeFile)
    assert sum(sizes) <= LIMIT


def test_a_request_larger_than_all_its_files_may_be_is_not_read():
    request = posted(file=sent("a.pdf", b"x" * (FILES_AT_ONCE * LIMIT + 1)))
    with pytest.raises(RequestDataTooBig):
        request.POST  # noqa: B018  # reading it is the deed

    assert len(request.read()) > FILES_AT_ONCE * LIMIT


@pytest.mark.django_db
def test_a_page_answers_too_much_with_413(client):
    answer = client.post(
        "/accounts/login/", {"login": sent("a.pdf", b"x" * (FILES_AT_ONCE * LIMIT + 1))}
    )

    assert answer.status_code == 413
    assert "That is too much at once" in answer.text
