"""Which column says what, by the many names it has in the files of other tools."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum
from functools import lru_cache

from accounts.folding import folded

ASIDE = re.compile(r"\([^)]*\)")
NO_LETTER = re.compile(r"[^a-z0-9]+")
SECONDS = re.compile(r"\bsec")

NAMES: Mapping[str, str] = {
    "name": """
        name|full name|display name|user name|participant name|attendee name|participant|attendee|
        vollstandiger name|anzeigename|teilnehmer|teilnehmername|benutzername|nom|nom complet|
        nom d affichage|naam|volledige naam|weergavenaam|deelnemer|nombre|nombre completo|
        nombre para mostrar|nome|nome completo|nome visualizzato|partecipante|participante|onoma|
        imie i nazwisko|plne jmeno|jmeno|namn|fullstandigt namn|navn|nimi|numele complet|nume
    """,
    "first": "first name|given name|first|vorname|prenom|voornaam|fornamn|fornavn|imie|etunimi",
    "last": """
        last name|surname|family name|last|nachname|nom de famille|achternaam|apellidos|apellido|
        cognome|apelido|sobrenome|efternamn|efternavn|nazwisko|sukunimi
    """,
    "email": """
        email|e mail|email address|e mail address|user email|attendee email|participant email|mail|
        mail address|e mail adresse|adresse e mail|adresse de messagerie|courriel|e mailadres|
        correo electronico|correo|indirizzo e mail|indirizzo email|posta elettronica|
        endereco de e mail|endereco de email|e post|adres e mail|sahkoposti
    """,
    "account": "participant id|upn|user id|id du participant|teilnehmer id|id van deelnemer",
    "join": """
        join time|joined|joined at|join|join date time|attendee start time|attendee join time|
        entry time|beitrittszeit|beitrittszeitpunkt|beitritt|uhrzeit des beitritts|
        heure de connexion|heure d arrivee|heure d entree|tijdstip van deelname|deelnametijd|
        hora de union|hora de entrada|hora de ingreso|ora di partecipazione|ora di accesso
    """,
    "leave": """
        leave time|left|left at|leave|leave date time|attendee end time|attendee leave time|
        exit time|austrittszeit|zeitpunkt des verlassens|verlassen|uhrzeit des verlassens|
        heure de deconnexion|heure de depart|heure de sortie|tijdstip van verlaten|vertrektijd|
        hora de salida|hora de saida|ora di uscita
    """,
    "starts": "start time|start date and time|start date|startzeit|heure de debut|begintijd",
    "ends": "end time|end date and time|end date|endzeit|heure de fin|eindtijd",
    "first_join": """
        first join|first join time|time joined|first joined|erster beitritt|erste teilnahme|
        premiere connexion|premiere participation|premiere jonction|eerste deelname|
        eerste keer deelgenomen|primera union|primer acceso|primo accesso|prima partecipazione|
        primeira entrada
    """,
    "last_leave": """
        last leave|last leave time|time exited|last left|letztes verlassen|letzter austritt|
        dernier depart|derniere deconnexion|derniere sortie|laatst verlaten|laatste vertrek|
        ultima salida|ultimo abbandono|ultima uscita|ultima saida
    """,
    "duration": """
        duration|total duration|attendance duration|in meeting duration|time in session|
        time in meeting|dauer|dauer der teilnahme|besprechungsdauer|dauer in besprechung|duree|
        duree de participation|duree dans la reunion|duur|duur in vergadering|duracion|
        duracion en la reunion|durata|durata nella riunione|duracao|duracao na reuniao|varaktighet
    """,
    "role": "role|rolle|rol|ruolo|funcao|roll|rola",
    "attended": "attended",
    "waiting": "in waiting room",
    "action": "user action|action|benutzeraktion|aktion|action de l utilisateur|gebruikersactie",
    "stamp": "timestamp|zeitstempel|horodatage|tijdstempel",
}
MEANING = {
    name.strip(): column for column, names in NAMES.items() for name in names.split("|")
}  # fmt: skip


class Way(IntEnum):
    """In which way a table says how long somebody was there, the surest last."""

    DURATIONS = 1
    FIRST_AND_LAST = 2
    ACTIONS = 3
    SPANS = 4


@dataclass(frozen=True)
class Head:
    """The line that names the columns: where each stands, and in what durations are counted."""

    columns: Mapping[str, int]
    way: Way
    in_seconds: bool


def head(line: Sequence[str | datetime | time | timedelta]) -> Head | None:
    """Return what a line says of the columns below it; nothing for any other line.

    The summary above the table of some tools has heads too, but none for a person's name.
    """
    words = [cell if isinstance(cell, str) else "" for cell in line]
    found: dict[str, int] = {}
    for index, word in enumerate(words):
        meaning = MEANING.get(_bare(word))
        if meaning and meaning not in found:
            found[meaning] = index
    if not found.keys() & {"name", "first", "last"} and not {"email", "join"} <= found.keys():
        return None
    way = _way(found)
    if way is None:
        return None
    duration = words[found["duration"]] if "duration" in found else ""
    return Head(found, way, in_seconds=bool(SECONDS.search(folded(duration))))


def _way(found: dict[str, int]) -> Way | None:
    """Return the surest way the columns offer; hours of a meeting are taken for a person's last."""
    if "join" not in found and {"starts", "ends"} <= found.keys():
        found["join"], found["leave"] = found["starts"], found["ends"]
    if "join" in found:
        return Way.SPANS
    if {"action", "stamp"} <= found.keys():
        return Way.ACTIONS
    if "first_join" in found:
        found["join"] = found["first_join"]
        if "last_leave" in found:
            found["leave"] = found["last_leave"]
        return Way.FIRST_AND_LAST
    return Way.DURATIONS if "duration" in found else None


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    """Return a head without what stands in brackets, marks and signs.

    >>> _bare("Name (Original Name)"), _bare("Heure d’arrivée"), _bare("E-Mail:")
    ('name', 'heure d arrivee', 'e mail')
    """
    return NO_LETTER.sub(" ", folded(ASIDE.sub(" ", word))).strip()
