"""Deeds in words."""

import doctest
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings

from desk import deeds
from desk.deeds import DEEDS, choices, in_words


def test_the_deeds_of_every_app_are_named():
    ours = [
        config.name
        for config in apps.get_app_configs()
        if str(config.path).startswith(str(settings.BASE_DIR)) and ".venv" not in str(config.path)
    ]
    modules = [import_module(f"{name}.enums") for name in ours if find_spec(f"{name}.enums")]

    assert {enum for _name, enum in DEEDS} == {
        module.Deed for module in modules if hasattr(module, "Deed")
    }


def test_no_two_apps_use_one_value():
    values = [value for _name, enum in DEEDS for value in enum.values]

    assert sorted(values) == sorted(set(values))


def test_a_deed_in_words():
    assert in_words("events.cancelled") == "cancelled an event"
    assert doctest.testmod(deeds).failed == 0


def test_a_choice_of_deeds_is_grouped_by_app():
    assert [str(name) for name, _deeds in choices()] == [
        "Events and registrations",
        "Agendas",
        "Meetings of bodies",
        "Suggestions",
        "Certificates",
        "Trainings on request",
        "Trainers",
        "Courses",
        "Written procedures",
        "Register of decisions",
        "Calendar feeds",
        "Documents",
        "People and seats",
        "Letters",
        "Long work",
        "Work programme",
        "Journal",
    ]
