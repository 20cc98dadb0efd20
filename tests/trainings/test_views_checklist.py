"""What a host does with checklist and files of its requests, and when it is reminded."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import Document
from mail.models import Letter
from tests.factories.trainings import (
    NOW,
    accepted,
    fresh,
    secretariat,
    speaks_for,
    submitted,
)
from trainings import services
from trainings.models import HostTask
from trainings.models.request import LABEL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def to(name, made, *more):
    return reverse(f"trainings:{name}", args=[made.reference, *more])


def test_the_checklist_is_confirmed_by_the_host_and_ticked_off_by_both(client, host):
    by = secretariat()
    made = accepted(by, host)
    task = made.tasks.get()
    page = client.get(made.get_absolute_url())
    assert "Confirm the checklist" in page.text

    client.post(to("confirm_checklist", made))
    ticked = client.post(to("tick", made, task.key), {"done": "1"})

    assert ticked["Location"] == f"{made.get_absolute_url()}#checklist"
    assert fresh(made).checklist_confirmed_by == host.user
    assert HostTask.objects.get().done_by == host.user
    assert f"done by {host.user.name}" in client.get(made.get_absolute_url()).text
    client.force_login(by.user)
    client.post(to("tick", made, task.key), {"done": "0"})
    assert HostTask.objects.get().done_at is None
    assert client.post(to("confirm_checklist", made)).status_code == 404


def test_a_task_is_added_once_and_changed(client, host):
    made = accepted(host=host)
    said = {"title": "Book the hotel", "owner": "host", "note_": "near"}
    new = {**said, "once": str(uuid.uuid4()), "due_date_day": "1", "due_date_month": "12",
           "due_date_year": "2026"}  # fmt: skip
    assert client.get(to("add_task", made)).status_code == 200

    for _twice in range(2):
        client.post(to("add_task", made), new)
    task = made.tasks.get(title="Book the hotel")
    page = client.get(to("change_task", made, task.key))
    client.post(
        to("change_task", made, task.key),
        {**said, "owner": "secretariat", "version": str(task.version)},
    )

    assert task.due_date == dt.date(2026, 12, 1)
    assert page.context["forms"][0]["note_"].value() == "near"
    task.refresh_from_db()
    assert (task.owner, task.due_date) == ("secretariat", None)


def test_two_who_change_a_task_are_shown_both_texts(client, host):
    made = accepted(host=host)
    task = made.tasks.get()
    services.change_task(
        task, version=task.version, title="Book two rooms", owner="host", due_date=None, note_="",
        by=host, at=NOW,
    )  # fmt: skip

    answer = client.post(
        to("change_task", made, task.key),
        {"title": "Book a hall", "owner": "host", "version": str(task.version)},
    )

    assert answer.status_code == 409
    assert answer.context["differences"] == [
        ("What is to be done", "Book two rooms", "Book a hall")
    ]


def upload(name="map.txt", content=b"The way to the hall"):
    return SimpleUploadedFile(name, content)


def test_files_go_with_a_request_and_both_sides_read_them(client, host):
    by = secretariat()
    made = submitted(host)
    once = str(uuid.uuid4())
    assert client.get(to("attach", made)).status_code == 200

    for _twice in range(2):
        client.post(to("attach", made), {"once": once, "uploads": [upload()], "title": "Way"})
    client.post(
        to("attach", made),
        {"once": str(uuid.uuid4()), "uploads": [upload("a.txt"), upload("b.txt")], "title": "x"},
    )

    files = list(Document.objects.of(LABEL, str(made.key)))
    assert [one.title for one in files] == ["Way", "a", "b"]
    client.force_login(by.user)
    assert "Way" in client.get(made.get_absolute_url()).text
    given = client.get(to("attached", made, files[0].key))
    assert b"".join(given) == b"The way to the hall"
    client.post(to("detach", made, files[0].key))
    assert client.get(to("attached", made, files[0].key)).status_code == 404
    client.force_login(speaks_for("EL").user)
    assert client.get(to("attached", made, files[1].key)).status_code == 404


def test_a_file_of_another_kind_is_refused_and_an_ended_request_takes_none(client, host):
    made = submitted(host)

    bad = client.post(
        to("attach", made), {"once": str(uuid.uuid4()), "uploads": [upload("a.exe", b"MZ")]}
    )
    services.withdraw(made, by=host, at=NOW)
    late = client.post(
        to("attach", made), {"once": str(uuid.uuid4()), "uploads": [upload()]}, follow=True
    )

    assert (bad.status_code, list(bad.context["form"].errors)) == (422, ["uploads"])
    assert "This can no longer be done" in late.text
    assert not Document.objects.exists()


def test_reminders_go_a_week_and_a_day_before_and_once_when_it_is_overdue(host):
    by = secretariat()
    made = accepted(by, host)
    task = made.tasks.get()
    services.add_task(
        made, once=uuid.uuid4(), title="Print", owner="secretariat", due_date=task.due_date,
        note_="", by=by, at=NOW,
    )  # fmt: skip
    nine = dt.datetime.combine(task.due_date, dt.time(9), tzinfo=dt.UTC)
    days = (-8, -7, -7, -6, -1, 0, 1, 2)

    told = [services.remind_tasks_due(at=nine + dt.timedelta(days=one)) for one in days]

    assert told == [0, 2, 0, 0, 2, 0, 2, 0]
    letters = Letter.objects.filter(subject__startswith="To do: ").order_by("pk")
    assert [one.to for one in letters] == [host.user.email, by.user.email] * 3


def test_no_reminder_goes_before_nine_nor_of_what_is_done_or_ended(host):
    made = accepted(host=host)
    task = made.tasks.get()
    early = dt.datetime.combine(task.due_date, dt.time(5), tzinfo=dt.UTC)
    assert services.remind_tasks_due(at=early) == 0

    services.set_done(task, done=True, by=host, at=NOW)
    assert services.remind_tasks_due(at=early + dt.timedelta(hours=5)) == 0

    services.set_done(task, done=False, by=host, at=NOW)
    services.cancel(made, reason="No room.", by=secretariat(), at=NOW)
    assert services.remind_tasks_due(at=early + dt.timedelta(hours=5)) == 0
