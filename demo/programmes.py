"""Who speaks on the programmes, and in which sessions."""

from datetime import datetime, time

from accounts.access import Standing
from demo import people, pictures
from demo.people import address
from demo.plots import Part, secretariat
from events import services
from events.models import Event, Speaker


def trainer(number: int) -> dict[str, object]:
    """Return one of the trainers as a session names them."""
    email, name = list(people.trainers())[number]
    return {
        "role": "trainer",
        "name": name,
        "email": email,
        "function": "National trainer",
        "organisation": people.countries()[people.TRAINERS[number]].police,
        "biography": "",
        "may_publish": True,
    }


def speaker(
    name: str, function: str, organisation: str, *, role: str = "speaker", publish: bool = True
) -> dict[str, object]:
    """Return somebody on a programme; who does not agree has no biography there."""
    return {
        "role": role,
        "name": name,
        "function": function,
        "organisation": organisation,
        "biography": f"{name} has worked on prevention for many years." if publish else "",
        "may_publish": publish,
    }


def seminar_parts() -> list[Part]:
    """Return the programme of a seminar."""
    return [
        Part(time(9, 30), time(10, 45), "How recruitment works now", [
            speaker("Prof. Γεωργία Παπαϊωάννου", "Criminologist", "Πάντειο Πανεπιστήμιο", role="moderator"),
            speaker("Torbjörn Ångström", "Analyst", "Brottsförebyggande rådet"),
        ]),
        Part(time(10, 45), time(11, 15), "Coffee", counts=False),
        Part(time(11, 15), time(12, 45), "Three approaches that were evaluated", [
            speaker("Siobhán Ní Fhaoláin", "Youth worker", "Foróige"),
            speaker("A youth worker who stays unnamed", "Youth worker", "", publish=False),
            speaker("Красимир Вълчев", "Programme manager", "Община Пловдив"),
        ]),
        Part(time(14), time(16, 30), "What a municipality can do next week", [
            speaker("Zdzisława Wójtowicz", "Deputy mayor", "Miasto Łódź"),
        ]),
    ]  # fmt: skip


SILENT, UNNAMED = "Torbjörn Ångström", "A youth worker who stays unnamed"
ANSWERS_HERSELF = "Siobhán Ní Fhaoláin"


def present(event: Event, *, at: datetime) -> None:
    """Show the speakers with photographs: most agreed on the telephone, one by her own link.

    One was asked and has not answered, and one stays unnamed.
    """
    by = secretariat(at)
    speakers = Speaker.objects.filter(session__event=event).select_related("session__event")
    for number, speaker in enumerate(speakers.order_by("session", "order", "pk")):
        if speaker.name == UNNAMED:
            continue
        agrees = speaker.name not in {SILENT, ANSWERS_HERSELF}
        changed = services.change_speaker(
            speaker,
            version=speaker.version,
            photo=pictures.portrait(number) if agrees else None,
            may_publish=agrees,
            email=address(f"speaker.{number + 1}"),
            biography=f"{speaker.name} has worked on prevention for many years.",
            by=by,
            at=at,
        )
        if not agrees:
            changed.session.event = event
            services.ask_for_consent(changed, by=by, at=at)


def answer_as_speaker(event: Event, *, at: datetime) -> None:
    """Let the speaker who answers herself agree, correct a word and add her photograph."""
    speaker = Speaker.objects.select_related("session__event").get(
        session__event=event, name=ANSWERS_HERSELF
    )
    services.answer_as_speaker(
        speaker,
        version=speaker.version,
        agrees=True,
        photo=pictures.portrait(7),
        biography="Siobhán has met young people on the streets of Dublin for fifteen years.",
        by=Standing(user=None, at=at),
        at=at,
    )
