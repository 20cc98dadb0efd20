"""Files on their way out: downloads that run nowhere."""

import io
import zipfile
from urllib.parse import unquote

import pytest
from django.test import RequestFactory

from accounts.access import standing
from accounts.enums import Visibility
from documents import services, serving
from documents.models import Version
from tests.documents.files import PDF, checked, png
from tests.factories.documents import AT, document

pytestmark = pytest.mark.django_db

NOBODY = standing(None, AT)


def version(**how) -> Version:
    return document(**how).versions.get()


def asked(**headers):
    return RequestFactory().get("/", headers=headers)


def test_a_file_comes_as_a_download_that_runs_nowhere():
    one = version(content=PDF)

    response = serving.answer(one)

    assert b"".join(response) == PDF
    assert {
        name: response.headers[name]
        for name in (
            "Content-Type",
            "Content-Length",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Cache-Control",
            "ETag",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": 'attachment; filename="agenda.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": (
            "sandbox; default-src 'none'; frame-ancestors 'none'; form-action 'none'"
        ),
        "Cache-Control": "private, no-cache",
        "ETag": f'"{one.sha256}"',
    }


@pytest.mark.parametrize(
    "name", ["Πρόγραμμα 2027.pdf", "Дневен ред.pdf", "Tagesordnung; „Größe“.pdf"]
)
def test_a_name_in_any_alphabet_arrives_whole(name):
    header = serving.answer(version(name=name))["Content-Disposition"]

    kind, _, value = header.partition("; filename*=utf-8''")
    assert (kind, unquote(value)) == ("attachment", name)
    assert header.isascii()


def test_who_holds_the_same_bytes_hears_so_in_a_word():
    one = version()

    same = serving.answer(one, asked(if_none_match=f'W/"{one.sha256}"'))
    other = serving.answer(one, asked(if_none_match='"another"'))

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", f'"{one.sha256}"')
    assert same["Cache-Control"] == "private, no-cache"
    assert (other.status_code, other.streaming) == (200, True)
    other.close()


def test_what_is_restricted_is_kept_nowhere_and_always_sent_whole():
    one = version(visibility=Visibility.RESTRICTED)

    response = serving.answer(one, asked(if_none_match=f'"{one.sha256}"'))

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in response.headers
    response.close()


def test_a_picture_is_shown_and_what_is_none_is_not():
    shown = serving.picture(version(name="photo.png", content=png()))
    kept = serving.picture(version())

    assert (shown["Content-Disposition"], shown["Content-Type"]) == (
        'inline; filename="photo.png"',
        "image/png",
    )
    assert kept["Content-Disposition"] == 'attachment; filename="agenda.pdf"'
    assert {one["X-Content-Type-Options"] for one in (shown, kept)} == {"nosniff"}
    assert "sandbox" in shown["Content-Security-Policy"]
    shown.close()
    kept.close()


def test_several_come_as_one_file_under_safe_names():
    first = version(content=PDF, name="agenda.pdf")
    second = version(content=png(), name="agenda.pdf.png")
    third = version(content=png(3, 3), name="Ελλάδα.png")

    response = serving.together(
        [("", first), ("../Session 1: opening", second), ("", third), ("", first)], name="all.zip"
    )

    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "agenda.pdf",
        "-Session 1- opening/agenda.pdf.png",
        "Ελλάδα.png",
        "agenda (2).pdf",
    ]
    assert archive.read("Ελλάδα.png") == png(3, 3)
    assert response["Content-Length"] == str(archive.fp.seek(0, 2))
    assert response["Content-Disposition"] == 'attachment; filename="all.zip"'
    assert response["Cache-Control"] == "private, no-store"
    assert archive.infolist()[0].date_time == (2026, 3, 1, 9, 0, 0)


def test_the_names_of_several_begin_with_their_numbers_where_they_have_some():
    first, second = version(content=PDF, name="agenda.pdf"), version(content=png(), name="a.png")

    response = serving.together(
        [("5 Budget", first), ("", second)], name="all.zip", numbers=["5-1", "6-R1"]
    )

    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    assert archive.namelist() == ["5 Budget/5-1 agenda.pdf", "6-R1 a.png"]


def test_a_text_is_never_taken_for_a_page():
    one = document(name="notes.txt", content=b"Hello <script>alert(1)</script>").versions.get()

    response = serving.answer(one)

    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment")
    response.close()


def test_an_older_version_is_still_given_out():
    row = document(content=PDF)
    services.add_version(row, upload=checked("b.png", png()), by=NOBODY, at=AT)

    assert b"".join(serving.answer(row.versions.get(number=1))) == PDF
