"""A task with its events."""

import pytest
from django.test import Client

from accounts.enums import Visibility
from tests.events.organisers import queries, representative
from tests.factories.events import EventFactory
from tests.factories.programme import TaskFactory

pytestmark = pytest.mark.django_db


def test_a_task_with_the_events_the_reader_may_see():
    task = TaskFactory(code="WP24-1.1-03", text="One thematic seminar")
    for title, visibility in (("Open", Visibility.PUBLIC), ("Inside", Visibility.NETWORK)):
        EventFactory(title=title, visibility=visibility).tasks.add(task)
    EventFactory(title="Elsewhere")

    pages = [client.get("/programme/tasks/WP24-1.1-03/") for client in (Client(), representative())]

    assert [[event.title for event in page.context["events"]] for page in pages] == [
        ["Open"],
        ["Open", "Inside"],
    ]
    assert "One thematic seminar" in pages[0].content.decode()


def test_a_task_without_events_says_who_links_them():
    TaskFactory(code="WP24-1.1-03")

    page = Client().get("/programme/tasks/WP24-1.1-03/").content.decode()

    assert "No event that you may see is linked" in page


def test_no_such_task():
    assert representative().get("/programme/tasks/none/").status_code == 404


def test_the_page_asks_as_much_for_many_events_as_for_one():
    task = TaskFactory(code="T")

    def made(number):
        for _ in range(number):
            EventFactory().tasks.add(task)
        return queries(lambda: Client().get("/programme/tasks/T/"))

    assert made(1) == made(3)
