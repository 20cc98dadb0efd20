"""Material and its translations: made, checked, published, and who may do what."""

import datetime as dt
import uuid

import pytest

from accounts.models import MemberState
from accounts.steps import NotNowError
from courses import services
from courses.enums import Given, TranslationState
from courses.models import Material, Translation
from documents.models import Version
from journal.models import Entry
from mail.models import Letter
from tests.documents.files import PDF, checked, sent
from tests.factories.accounts import UserFactory
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    published_material,
    secretariat,
    speaks_for,
)

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)
NEWER = PDF + b"%newer\n%%EOF"
OTHER = PDF + b"%translated\n%%EOF"


def added(by, course=None, once=None, title="Handbook"):
    return services.add_material(
        course or CourseFactory(), once=once or uuid.uuid4(), title=title,
        given=Given.REGISTERED, upload=checked("handbook.pdf"), by=by, at=NOW,
    )  # fmt: skip


def begun(by, material, language="pt", code="PT"):
    return services.begin_translation(
        material, language=language, checker=MemberState.objects.filter(pk=code).first(),
        by=by, at=NOW,
    )  # fmt: skip


def handed_in(by, material):
    return services.hand_in(
        begun(by, material), upload=checked("manual.pdf", OTHER), by=by, at=LATER
    )


def test_material_is_added_once_and_stands_in_order():
    by, once = secretariat(), uuid.uuid4()
    first = added(by, once=once)

    assert added(by, first.course, once=once) == first
    second = added(by, first.course)

    assert (first.order, second.order, first.number) == (1, 2, 1)
    assert Version.objects.count() == 2
    assert [one.deed for one in Entry.objects.on("courses.course", str(first.course.key))] == [
        "courses.material_changed", "courses.material_changed",
    ]  # fmt: skip


def test_a_newer_source_leaves_translations_behind_and_the_same_bytes_do_not():
    by = secretariat()
    material = added(by)
    translation = begun(by, material)
    same = services.renew_material(
        material, upload=checked("handbook.pdf"), words="", by=by, at=LATER
    )
    assert same.number == 1

    newer = services.renew_material(
        material, upload=checked("handbook.pdf", NEWER), words="Chapter 4", by=by, at=LATER
    )

    assert newer.number == 2
    assert Translation.objects.get(pk=translation.pk).is_behind


def test_the_state_that_speaks_the_language_checks_and_publishes():
    by, host = secretariat(), speaks_for("PT")
    material = added(by)

    translation = handed_in(by, material)

    assert translation.state == TranslationState.TO_CHECK
    (letter,) = Letter.objects.all()
    assert (letter.to, letter.subject) == (host.user.email, "To check: Handbook, Portuguese")
    assert translation.get_absolute_url() in str(letter.body)
    back = services.send_back(translation, remark="Page 3.", by=host, at=LATER)
    assert (back.state, back.remark) == (TranslationState.UNDER_WAY, "Page 3.")
    assert [one.to for one in Letter.objects.filter(subject__startswith="Sent back")] == [
        by.user.email
    ]
    again = services.hand_in(back, upload=checked("manual.pdf", NEWER), by=host, at=LATER)
    done = services.publish(again, by=host, at=LATER)

    assert (done.state, done.checked_by, done.checked_at, done.remark) == (
        TranslationState.PUBLISHED, host.user, LATER, "",
    )  # fmt: skip
    papers = Version.objects.filter(document__owner_key=str(translation.key))
    assert [one.number for one in papers.order_by("number")] == [1, 2]


def test_a_published_translation_begins_anew_from_the_newer_source():
    by = secretariat()
    material = added(by)
    done = services.publish(handed_in(by, material), by=by, at=LATER)
    services.renew_material(
        material, upload=checked("handbook.pdf", NEWER), words="", by=by, at=LATER
    )

    anew = services.begin_anew(done, by=by, at=LATER)

    assert (anew.state, anew.translates, anew.is_behind) == (TranslationState.UNDER_WAY, 2, False)
    assert begun(by, Material.objects.get()) == anew


def test_another_state_and_another_moment_are_refused():
    by, other = secretariat(), speaks_for("EL")
    speaks_for("PT")
    material = added(by)
    with pytest.raises(services.NotYoursError):
        begun(other, material)
    assert not Translation.objects.exists()
    translation = handed_in(by, material)

    with pytest.raises(services.NotYoursError):
        services.publish(translation, by=other, at=LATER)
    services.publish(translation, by=by, at=LATER)
    with pytest.raises(NotNowError):
        services.publish(translation, by=by, at=LATER)


def test_material_is_archived_and_taken_back_once():
    by = secretariat()
    material = added(by)

    for archived in (True, True, False):
        material = services.set_archived(material, archived=archived, by=by, at=LATER)
        assert (material.archived_at == LATER) is archived

    assert material.version == 3


# Pages


@pytest.fixture
def officer(client):
    by = secretariat(dt.datetime.now(dt.UTC))
    client.force_login(by.user)
    return by


def test_the_secretariat_adds_changes_renews_and_archives(client, officer):
    course = CourseFactory(slug="evaluating")
    page = "/trainings/evaluating/material/"
    assert "No material yet" in client.get(page).text
    missing = client.post(page, {"once": str(uuid.uuid4()), "title": "", "given": "after"})
    assert (missing.status_code, "Choose a file." in missing.text) == (422, True)

    client.post(
        page,
        {"once": str(uuid.uuid4()), "title": "Slides", "given": "after", "upload": sent("s.pdf")},
    )

    material = course.materials.get()
    own = material.get_absolute_url()
    assert "Slides" in client.get(page).text
    said = {"version": 1, "title": "Slides 2", "given": "trainers"}
    assert client.post(own, said).status_code == 302
    assert client.post(own, {**said, "title": "Other"}).status_code == 409
    assert client.post(own, {**said, "title": ""}).status_code == 422
    assert client.post(f"{own}renew/", {}).status_code == 422
    client.post(f"{own}renew/", {"upload": sent("s.pdf", NEWER), "words": "Chapter 4"})
    text = client.get(own).text
    assert "Chapter 4" in text
    assert "Version 2" in text
    assert b"".join(client.get(f"{own}file/").streaming_content) == NEWER
    client.post(f"{own}archive/", {"archive": "1"})
    assert "No longer handed out" in client.get(page).text
    client.post(f"{own}archive/", {"restore": "1"})
    material.refresh_from_db()
    assert (material.title, material.archived_at, material.number) == ("Slides 2", None, 2)


def test_a_translation_goes_its_way_on_its_page(client, officer):
    speaks_for("PT")
    material = added(officer)
    own = material.get_absolute_url()
    assert client.post(f"{own}translate/", {"language": "en"}).status_code == 422
    client.post(f"{own}translate/", {"language": "pt", "checker": "PT"})
    translation = Translation.objects.get()
    page = translation.get_absolute_url()
    assert "Portuguese" in client.get(own).text
    assert "Portuguese" in client.get("/trainings/" + material.course.slug + "/material/").text
    assert client.get(f"{page}file/").status_code == 404
    assert client.post(page, {"deed": "hand_in"}).status_code == 422
    client.post(page, {"deed": "hand_in", "upload": sent("m.pdf", OTHER)})
    assert "<h1>Portuguese</h1>" in client.get(page).text
    assert "Is it right?" in client.get(page).text
    assert client.post(page, {"deed": "send_back", "remark": ""}).status_code == 422
    client.post(page, {"deed": "send_back", "remark": "Page 3."})
    assert "Page 3." in client.get(page).text
    late = client.post(page, {"deed": "publish"}, follow=True)
    assert "Somebody was quicker" in late.text
    client.post(page, {"deed": "hand_in", "upload": sent("m.pdf", NEWER)})
    client.post(page, {"deed": "publish"})
    assert b"".join(client.get(f"{page}file/").streaming_content) == NEWER
    assert "Begin anew" not in client.get(page).text
    services.renew_material(
        material, upload=checked("handbook.pdf", NEWER), words="", by=officer, at=LATER
    )
    assert "Begin anew" in client.get(page).text
    for deed in ("begin", "nonsense", ""):
        assert client.post(page, {"deed": deed}).status_code == 404


def test_the_representative_checks_the_own_language_alone(client):
    at = dt.datetime.now(dt.UTC)
    host, by = speaks_for("PT", at), secretariat(at)
    speaks_for("EL", at)
    material = added(by)
    services.set_archived(added(by, material.course, title="Old"), archived=True, by=by, at=NOW)
    greek = begun(by, material, "el", "EL")
    client.force_login(host.user)
    own = material.get_absolute_url()
    page = f"/trainings/{material.course.slug}/material/"

    assert "Old" not in client.get(page).text
    assert "Hand in" not in client.get(greek.get_absolute_url()).text
    file = {"deed": "hand_in", "upload": sent("m.pdf", OTHER)}
    assert client.post(greek.get_absolute_url(), file).status_code == 404
    assert client.post(own, {}).status_code == 404
    assert client.post(page, {}).status_code == 404
    assert client.post(f"{own}translate/", {"language": "pt", "checker": "EL"}).status_code == 422
    client.post(f"{own}translate/", {"language": "pt", "checker": "PT"})
    assert "Hand in" in client.get(Translation.objects.get(language="pt").get_absolute_url()).text


def test_others_know_nothing_of_material(client):
    material = published_material(CourseFactory(), "pt")
    client.force_login(UserFactory())

    for address in (
        material.get_absolute_url(),
        f"/trainings/{material.course.slug}/material/",
        material.translations.get().get_absolute_url(),
    ):
        assert client.get(address).status_code == 404
