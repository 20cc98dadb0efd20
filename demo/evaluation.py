"""The training on evaluation of October 2024: 24 came, 22 stayed, and what became of it."""

from datetime import date, datetime, time, timedelta

from accounts.enums import Category
from accounts.models import MemberState
from demo import people
from demo.people import Guest, address
from demo.plots import Part, Plot, attend, event_of, secretariat, stage
from demo.programmes import trainer
from demo.stage import ILLUSTRATIVE
from demo.story import Story, clock
from events import attendance, services
from events.attendance import Said
from events.enums import Kind, Presence, Source
from events.models import Registration, Session

KEY = "2024:evaluation"
FIRST, LAST = date(2024, 10, 15), date(2024, 10, 16)
DRAFTED, PUBLISHED = date(2024, 7, 2), date(2024, 7, 9)
MISSED = {6: 1, 17: 2}
NOTE = "Had to leave for the court in the morning."
MODULES = (
    "Para que serve avaliar",
    "A lógica de uma iniciativa",
    "Perguntas que têm resposta",
    "Avaliação de processo",
    "Desenhos de avaliação de resultados",
    "Recolha de dados",
    "Custos e benefícios",
    "Comunicar o que se apurou",
)
PLACES_OF_WORK = (
    ("Polícia de Segurança Pública", Category.POLICE),
    ("Câmara Municipal de Lisboa", Category.PRACTITIONER),
    ("Ministério da Administração Interna", Category.POLICYMAKER),
    ("Universidade do Porto", Category.RESEARCHER),
)
NAMES = (
    "Conceição Falcão", "João Magalhães", "Joao Goncalves", "Mafalda Araújo", "Rui Brandão",
    "Inês Conceição Évora", "Nuno Guimarães", "Ângela Simões Leitão", "Óscar Leão", "Gonçalo Antão",
    "Célia Sebastião", "Damião Falcão", "Assunção Cristóvão", "Íris Brandão", "Brás Magalhães",
    "Lídia Araújo", "Jerónimo Patrão", "Verónica Leitão", "Estêvão Guimarães", "Úrsula Conceição",
    "Zulmira Antão", "Tomé Évora", "Sebastião Patrão",
    "Maria da Assunção Vasconcelos de Albuquerque e Castro Sottomayor",
)  # fmt: skip


def guests() -> list[Guest]:
    """Return who comes: police, municipalities, the ministry and a university of Portugal."""
    return [
        Guest(
            name=name,
            email=address(f"evaluation.{number}"),
            organisation=PLACES_OF_WORK[number % 4][0],
            country="PT",
            category=PLACES_OF_WORK[number % 4][1],
        )
        for number, name in enumerate(NAMES, 1)
    ]


def plot() -> Plot:
    """Return the training: a day and a half in Lisbon, three half-days of 210 minutes."""
    trainers = [trainer(1), trainer(0)]
    home = people.countries()["PT"]
    return Plot(
        KEY, Kind.TRAINING, "Avaliação de iniciativas de prevenção da criminalidade", FIRST,
        begins=time(13), ends=time(17), days=2, published=clock(PUBLISHED, 10),
        host=MemberState.objects.get(code="PT"), tasks=["WP24-1.2-11"], places=(24, None, {}),
        funded=True,
        parts=[
            Part(time(13), time(16, 30), "Primeira meia jornada", trainers, modules=MODULES[:3]),
            Part(time(9), time(12, 30), "Segunda meia jornada", trainers, day=1, modules=MODULES[3:6]),
            Part(time(13, 30), time(17), "Terceira meia jornada", trainers, day=1, modules=MODULES[6:]),
        ],
        fields={"languages": "pt", "venue": home.venue, "city": "Lisboa", "zone": "Europe/Lisbon",
                "source_note": ILLUSTRATIVE,
                "summary": "A day and a half on how to find out whether an initiative does what it is for,"
                           " in Portuguese."},
    )  # fmt: skip


def stage_all(story: Story) -> None:
    """Note the training, who came, and for how long each stayed."""
    training = plot()
    stage(story, training, drafted=clock(DRAFTED, 9))
    attend(story, training, guests(), until=clock(FIRST - timedelta(days=8), 12))
    story.tell(clock(LAST, 17, 40), _sat)


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
