"""The training on evaluation that Portugal asked for in 2024: 24 came, 22 stayed, and what followed."""

from datetime import date, datetime, timedelta
from itertools import cycle

from accounts.enums import Category
from demo import deliveries, teachers
from demo.people import Guest, address
from demo.plots import FUNDING, event_of, secretariat
from demo.requests import IF_NEED_BE, NO, YES, Asked, Tale
from demo.stage import ILLUSTRATIVE
from demo.story import Story, clock
from events import attendance, services
from events.attendance import Said
from events.enums import Presence, Source
from events.models import FundingSource, Registration, Session
from programme.models import Task

KEY = "2024:evaluation"
FIRST, LAST = date(2024, 10, 15), date(2024, 10, 16)
SENT, ACCEPTED, SCHEDULED = date(2024, 5, 14), date(2024, 5, 22), date(2024, 7, 9)
EARLIER, NOVEMBER = date(2024, 9, 24), date(2024, 11, 12)
MISSED = {6: 1, 17: 2}
NOTE = "Had to leave for the court in the morning."
TITLE = "Avaliação de iniciativas de prevenção da criminalidade"
PARTS = (
    ("Primeira meia jornada", ("Para que serve avaliar", "A lógica de uma iniciativa",
                               "Perguntas que têm resposta")),
    ("Segunda meia jornada", ("Avaliação de processo", "Desenhos de avaliação de resultados",
                              "Recolha de dados")),
    ("Terceira meia jornada", ("Custos e benefícios", "Comunicar o que se apurou")),
)  # fmt: skip
POLICE = ("Polícia de Segurança Pública", Category.POLICE)
CITY = ("Câmara Municipal de Lisboa", Category.LOCAL_AUTHORITY)
MINISTRY = ("Ministério da Administração Interna", Category.POLICYMAKER)
PLACES_OF_WORK = (
    POLICE, CITY, MINISTRY, POLICE, CITY, POLICE, MINISTRY, CITY, POLICE, MINISTRY, CITY, POLICE,
)  # fmt: skip
NAMES = (
    "Conceição Falcão", "João Magalhães", "Joao Goncalves", "Mafalda Araújo", "Rui Brandão",
    "Inês Conceição Évora", "Nuno Guimarães", "Ângela Simões Leitão", "Óscar Leão", "Gonçalo Antão",
    "Célia Sebastião", "Damião Falcão", "Assunção Cristóvão", "Íris Brandão", "Brás Magalhães",
    "Lídia Araújo", "Jerónimo Patrão", "Verónica Leitão", "Estêvão Guimarães", "Úrsula Conceição",
    "Zulmira Antão", "Tomé Évora", "Sebastião Patrão",
    "Maria da Assunção Vasconcelos de Albuquerque e Castro Sottomayor",
)  # fmt: skip
ASKED = Asked(
    KEY, "PT", [EARLIER, FIRST, NOVEMBER],
    groups={Category.POLICE: 10, Category.LOCAL_AUTHORITY: 8, Category.POLICYMAKER: 6},
    language="pt", least=12, spare=2, provides=("room", "equipment", "catering", "invitations"),
    motivation="Lisboa begins local safety contracts in eighteen parishes. Police, city and ministry"
               " want to find out together whether they do what they are for.",
)  # fmt: skip


def guests() -> list[Guest]:
    """Return who comes: ten of the police, eight of the city, six of the ministry."""
    return [
        Guest(name, address(f"evaluation.{number}"), organisation, "PT", category)
        for number, (name, (organisation, category)) in enumerate(
            zip(NAMES, cycle(PLACES_OF_WORK), strict=False), 1
        )
    ]


def stage_all(story: Story) -> None:
    """Note the request from its first line to its end, and what people say half a year later."""
    tale = Tale(story, ASKED)
    _agree(tale)
    deliveries.register(
        tale, guests(), since=clock(SCHEDULED, 12), until=clock(FIRST - timedelta(days=8), 12)
    )
    tale.tick(clock(date(2024, 9, 5), 10), 3)
    tale.tick(clock(date(2024, 10, 4), 16))
    story.tell(clock(LAST, 17, 40), _sat)
    deliveries.hold(story, KEY, LAST)
    deliveries.hear_trainers(story, KEY, clock(date(2024, 10, 18), 9))
    story.tell(clock(LAST + timedelta(days=14), 23, 55), _close_event)
    tale.report(clock(date(2024, 11, 5), 11))
    tale.write(clock(date(2024, 11, 6), 9, 20), "Obrigada! The report went to the mayor.", by="nr")
    tale.close(
        clock(date(2024, 11, 8), 15),
        waiver="One certificate was revoked and is not issued again.",
    )
    deliveries.follow_up(story, KEY, LAST, answers=13)


def _agree(tale: Tale) -> None:
    """Note one question back, three dates, two trainers who accept and one who cannot."""
    tale.submit(clock(SENT, 11))
    tale.ask_back(
        clock(SENT + timedelta(days=2), 15),
        "Would the people from the parishes follow a training in English, or does it have to be in"
        " Portuguese?",
    )
    tale.answer(
        clock(SENT + timedelta(days=3), 10, 30),
        "In Portuguese, please: most of them have never worked in English.",
        by="sub",
    )
    tale.accept(clock(ACCEPTED, 9))
    tale.note(clock(ACCEPTED, 9, 5), "The first one in Portuguese: the handbook is published.")
    days = [EARLIER, FIRST, NOVEMBER]
    tale.propose(clock(date(2024, 5, 28), 10), days, close_on=date(2024, 6, 14))
    tale.host_says(clock(date(2024, 5, 30), 16), {EARLIER: IF_NEED_BE, FIRST: YES, NOVEMBER: YES})
    two = (teachers.PORTUGAL, teachers.LUXEMBOURG)
    tale.invite(clock(date(2024, 5, 29), 11), *two)
    tale.trainer_takes(
        clock(date(2024, 6, 3), 20), two[0], {EARLIER: NO, FIRST: YES, NOVEMBER: IF_NEED_BE}
    )
    tale.trainer_takes(clock(date(2024, 6, 5), 9), two[1], {EARLIER: YES, FIRST: YES, NOVEMBER: NO})
    tale.confirm(clock(date(2024, 6, 10), 10), *two)
    tale.agree_on_tasks(clock(date(2024, 6, 12), 10), by="sub")
    tale.attach(
        clock(date(2024, 6, 12), 10, 15), "How to get to the Centro Cultural de Belém",
        ["Tram 15 or train to Belém.", "The step-free entrance is by the river."], by="sub",
    )  # fmt: skip
    tale.schedule(clock(SCHEDULED, 10), FIRST)
    tale.story.tell(clock(SCHEDULED, 10, 20), _put_into_portuguese)


def _put_into_portuguese(at: datetime) -> None:
    """Name the event, its half-days and modules as those will read them who come."""
    event, by = event_of(KEY), secretariat(at)
    services.change_event(
        event,
        version=event.version,
        title=TITLE,
        summary="Dia e meio sobre como descobrir se uma iniciativa faz aquilo para que serve.",
        source_note=ILLUSTRATIVE,
        tasks=list(Task.objects.filter(code="WP24-1.2-11")),
        funding=FundingSource.objects.get(key=FUNDING),
        by=by,
        at=at,
    )
    in_order = event.sessions.order_by("starts_at").prefetch_related("speakers")
    for session, (title, modules) in zip(in_order, PARTS, strict=True):
        services.save_session(
            event,
            session=session,
            speakers=[{"key": one.key, "name": one.name} for one in session.speakers.all()],
            by=by,
            at=at,
            title=title,
            modules="\n".join(modules),
        )


def _close_event(at: datetime) -> None:
    services.close_event(event_of(KEY), by=secretariat(at), at=at)


def _sat(at: datetime) -> None:
    """Record the signature list: two people missed a half-day, all others signed thrice."""
    event = event_of(KEY)
    sessions = list(event.sessions.order_by("starts_at"))
    came = list(attendance.people(event).order_by("arrival"))
    said = [
        _signed(person, session, missed=MISSED.get(place) == number)
        for place, person in enumerate(came)
        for number, session in enumerate(sessions)
    ]
    services.record_many(event, said, source=Source.HAND, by=secretariat(at), at=at)


def _signed(person: Registration, session: Session, *, missed: bool) -> Said:
    if missed:
        return Said(person, session, Presence.EXCUSED, note=NOTE)
    return Said(person, session, Presence.PRESENT)
