"""Fields that take files."""

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from documents import kinds
from documents.enums import Refusal
from documents.forms import UploadField, UploadsField, said
from tests.documents.files import JPEG, PDF, png, sent

TAKEN = f"{kinds.in_words(kinds.ALL)} are taken."


class OneForm(forms.Form):
    file = UploadField(label="File")


class OptionalForm(forms.Form):
    file = UploadField(required=False, allowed=kinds.PICTURES)


class SeveralForm(forms.Form):
    files = UploadsField(label="Files")


def test_a_file_comes_out_checked():
    form = OneForm({}, {"file": sent("../Agenda.pdf")})

    assert form.is_valid()
    assert (form.cleaned_data["file"].name, form.cleaned_data["file"].size) == (
        "Agenda.pdf",
        len(PDF),
    )


@pytest.mark.parametrize("files", [{}, {"file": "no file at all"}], ids=["none", "a word"])
def test_a_file_that_is_wanted_must_come(files):
    form = OneForm({}, files)

    assert form.errors == {"file": ["Choose a file."]}


def test_a_file_may_be_left_out():
    form = OptionalForm({}, {})

    assert form.is_valid()
    assert form.cleaned_data["file"] is None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "This file is empty."),
        ("a.pdf", png(), f"Inside, this file is something else than its name says. {TAKEN}"),
        (
            "a.svg",
            b"<svg/>",
            f"Files of this kind are not taken. {TAKEN}",
        ),
    ],
)
def test_a_file_that_is_refused_is_told_why(name, content, words):
    assert OneForm({}, {"file": sent(name, content)}).errors == {"file": [words]}


def test_a_file_that_is_too_large_is_told_the_limit(settings):
    settings.UPLOAD_LIMIT = 1 << 20

    form = OneForm({}, {"file": sent("a.pdf", PDF + b" " * (1 << 20))})

    assert form.errors == {"file": ["This file is too large. Up to 1 MB."]}


def test_a_field_of_pictures_says_which():
    form = OptionalForm({}, {"file": sent()})

    assert form.errors == {
        "file": ["Files of this kind are not taken. PNG, JPG, JPEG, WEBP are taken."]
    }
    assert form.fields["file"].help_text == "PNG, JPG, JPEG, WEBP are taken. Up to 20 MB."
    assert 'accept=".png,.jpg,.jpeg,.webp"' in str(form["file"])
    assert form.is_multipart()


def test_several_files_come_out_in_their_order():
    files = MultiValueDict({"files": [sent(), sent("a.png", png()), sent("b.jpg", JPEG)]})

    form = SeveralForm({}, files)

    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["files"]] == ["agenda.pdf", "a.png", "b.jpg"]
    assert " multiple" in str(SeveralForm()["files"])


def test_of_several_each_that_is_refused_is_named():
    files = MultiValueDict({"files": [sent(), sent("a.png", PDF), sent("b.pdf", b"")]})

    assert SeveralForm({}, files).errors == {
        "files": [
            f"a.png: Inside, this file is something else than its name says. {TAKEN}",
            "b.pdf: This file is empty.",
        ]
    }


def test_none_of_several_is_asked_for():
    assert SeveralForm({}, MultiValueDict()).errors == {"files": ["Choose a file."]}
    assert SeveralForm({}, {}).errors == {"files": ["Choose a file."]}


def test_too_many_at_once_are_refused():
    form = SeveralForm({}, MultiValueDict({"files": [sent()] * 6}))

    assert form.errors == {"files": ["Send 5 files at most at once."]}


@pytest.mark.parametrize("why", Refusal, ids=lambda why: why.value)
def test_every_reason_has_its_words(why):
    assert said(why).endswith(".")


def test_the_same_file_sent_alone_to_a_field_of_several():
    assert SeveralForm({}, {"files": sent()}).is_valid()
