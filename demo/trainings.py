"""Requests for trainings around today, in every state; two drafts are of this week."""

from datetime import datetime
from functools import partial

from accounts.enums import Category
from courses.models import Course
from demo import deliveries, held
from demo.deliveries import DAY
from demo.last_year import approve_all
from demo.people import crowd
from demo.plots import event_of, secretariat
from demo.requests import CITIES, IF_NEED_BE, MIXED, NO, WIDE, YES, Asked, Tale
from demo.stage import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Stage
from demo.teachers import (
    AUSTRIA,
    BELGIUM,
    GREECE,
    KEY_CONCEPTS,
    LATVIA,
    PORTUGAL,
    SWEDEN,
)
from trainings import services
from trainings.enums import PlaceKind


def stage_all(on: Stage) -> None:
    """Note all requests around today, and which open events deliver a course."""
    for tell in (
        held.stage_all, _ahead, _shared, _moved, _cancelled, _greek, _looked_after, _new,
        _asked_back, _drafts, _refused, _open_to_all, _remind,
    ):  # fmt: skip
        tell(on)


def _ahead(on: Stage) -> None:
    """Note one that is scheduled, and whose host would have it cancelled."""
    first, other = on.days((WEDNESDAY, 63), (WEDNESDAY, 84))
    berlin = Tale(
        on.story,
        Asked(
            "berlin", "DE", [first, other], MIXED,
            "The Länder have agreed to evaluate one programme each; this is where they learn how.",
            language="de",
        ),
    )  # fmt: skip
    berlin.agree(on.ago(34), first, (AUSTRIA,), other=other)
    berlin.schedule(
        on.ago(20, 15), first,
        alone_reason="Lukas Edlböck is the only one who teaches in German so far.",
        material_waiver="Everybody reads English; exercises are done in German.",
    )  # fmt: skip
    deliveries.register(berlin, crowd("DE", 4), since=on.ago(18), until=on.ago(3))
    berlin.ask_to_cancel(
        on.ago(2, 16), "Two Länder vote that week, and nobody is given leave.", by="sub"
    )


def _shared(on: Stage) -> None:
    """Note two states whose requests feed one training."""
    first, other = on.days((THURSDAY, 42), (THURSDAY, 56))
    words = "Latvia and Lithuania would do this together: the same problems on both sides of the border."
    riga = Tale(on.story, Asked("riga", "LV", [first, other], WIDE, words, course=KEY_CONCEPTS))
    vilnius = Tale(
        on.story,
        Asked("vilnius", "LT", [first, other], CITIES, words, course=KEY_CONCEPTS, city="Rīga",
              venue="Rīgas pils", provides=["invitations"]),
    )  # fmt: skip
    riga.agree(on.ago(50), first, (LATVIA, BELGIUM), other=other)
    riga.schedule(on.ago(35), first)
    riga.tick(on.ago(20, 14), 1)
    vilnius.submit(on.ago(40))
    vilnius.write(
        on.ago(39), "May we send our people to Rīga? We have spoken with Latvia.", by="nr"
    )
    vilnius.accept(on.ago(38))
    vilnius.propose(on.ago(36), [first], close_on=on.ago(20).date())
    vilnius.host_says(on.ago(34), {first: YES})
    vilnius.agree_on_tasks(on.ago(33))
    vilnius.schedule(on.ago(32), first, onto="riga")
    both = [*crowd("LV", 7), *crowd("LT", 4)]
    deliveries.register(riga, both, since=on.ago(30), until=on.ago(2))
    riga.story.tell(on.ago(1, 9), partial(approve_all, "riga"))


def _moved(on: Stage) -> None:
    """Note one that was moved by a fortnight after it was scheduled, and is near."""
    first, later = on.days((TUESDAY, 16), (TUESDAY, 30))
    stockholm = Tale(
        on.story,
        Asked(
            "stockholm", "SE", [first, later], MIXED,
            "Municipalities must by law map their crime problems; few check what their answers do.",
        ),
    )  # fmt: skip
    stockholm.agree(on.ago(70), first, (PORTUGAL, AUSTRIA), other=later)
    stockholm.schedule(on.ago(56), first)
    deliveries.register(stockholm, crowd("SE", 9), since=on.ago(54), until=on.ago(4))
    stockholm.tick(on.ago(31), 2)
    stockholm.write(on.ago(25), "The room is flooded; could we have it two weeks later?", by="sub")
    stockholm.write(on.ago(24), "Both trainers can. We move it today.")
    stockholm.move(on.ago(24, 11), later)


def _cancelled(on: Stage) -> None:
    """Note one that was cancelled before it had a date, and one after."""
    first, other = on.days((MONDAY, 20), (MONDAY, 34))
    aarhus = Tale(
        on.story,
        Asked(
            "aarhus", "DK", [first, other], CITIES,
            "SSP consultants of Jutland: schools, social services and police.", city="Århus",
            venue="Dokk1",
        ),
    )  # fmt: skip
    aarhus.agree(on.ago(80), first, (SWEDEN, LATVIA), other=other)
    aarhus.schedule(on.ago(66), first)
    deliveries.register(aarhus, crowd("DK", 4), since=on.ago(60), until=on.ago(20))
    aarhus.ask_to_cancel(
        on.ago(11), "The municipalities merge their offices and have no people left."
    )
    aarhus.cancel(on.ago(9), "The host asked for it: the offices are being merged.")
    days = on.days((TUESDAY, 100), (TUESDAY, 130))
    bratislava = Tale(
        on.story,
        Asked(
            "bratislava", "SK", days, WIDE, "For the regional coordinators.", course=KEY_CONCEPTS
        ),
    )
    bratislava.submit(on.ago(95))
    bratislava.accept(on.ago(91))
    bratislava.write(on.ago(60), "Have the coordinators been appointed meanwhile?")
    bratislava.ask_to_cancel(on.ago(47), "The posts were not filled.", by="sub")
    bratislava.cancel(on.ago(45), "The posts of the coordinators were not filled.")


def _greek(on: Stage) -> None:
    """Note the one that is ready but for a trainer who is approved to teach in Greek."""
    days = on.days((TUESDAY, 90), (TUESDAY, 104))
    athens = Tale(
        on.story,
        Asked(
            "athens", "EL", days, {Category.POLICE: 8, Category.LOCAL_AUTHORITY: 12},
            "Οι δήμοι αποκτούν τοπικά συμβούλια πρόληψης: municipalities set up prevention councils,"
            " and most of their people do not work in English.", language="el",
        ),
    )  # fmt: skip
    athens.submit(on.ago(41))
    athens.accept(on.ago(37))
    athens.propose(on.ago(20), days, close_on=on.today + 20 * DAY)
    athens.host_says(on.ago(16), {days[0]: YES, days[1]: IF_NEED_BE}, by="sub")
    athens.agree_on_tasks(on.ago(16, 11), by="sub")
    athens.write(
        on.ago(10, 9),
        "Nobody is approved to teach in Greek yet. Do you know somebody who could?",
    )
    athens.write(
        on.ago(9, 12),
        "We have just put Δήμητρα Λαΐου forward; the handbook is being mended.", by="nr",
    )  # fmt: skip
    athens.note(on.ago(5), "Two requirements are left to check; then a day beside Μιχάλης.")


def _looked_after(on: Stage) -> None:
    """Note three accepted ones: dates open, ready to be scheduled, and nothing done for weeks."""
    days = on.days((WEDNESDAY, 70), (THURSDAY, 85), (TUESDAY, 98))
    ghent = Tale(
        on.story,
        Asked(
            "ghent", "BE", days, MIXED, "Flemish cities look for what works against burglary.",
            city="Gent", venue="Het Pand",
        ),
    )  # fmt: skip
    ghent.submit(on.ago(12))
    ghent.accept(on.ago(9))
    ghent.propose(on.ago(6), days, close_on=on.today + 8 * DAY)
    ghent.invite(on.ago(6, 11), LATVIA, PORTUGAL, SWEDEN)
    ghent.propose_trainer(on.ago(6, 12), GREECE)
    ghent.trainer_takes(on.ago(4), PORTUGAL, {days[0]: YES, days[1]: NO, days[2]: IF_NEED_BE})
    ghent.trainer_refuses(on.ago(3), SWEDEN, "I am away until spring.")
    first, other = on.days((TUESDAY, 77), (WEDNESDAY, 92))
    dublin = Tale(
        on.story,
        Asked(
            "dublin", "IE", [first, other], MIXED,
            "Local community safety partnerships begin in all counties.", provides=["room"],
        ),
    )  # fmt: skip
    dublin.agree(on.ago(15), first, (LATVIA, GREECE), other=other)
    dublin.tick(on.ago(1, 11), 1)
    days = on.days((MONDAY, 110), (MONDAY, 124))
    vienna = Tale(
        on.story,
        Asked("vienna", "AT", days, WIDE, "For the new training centre.", course=KEY_CONCEPTS),
    )
    vienna.submit(on.ago(30))
    vienna.accept(on.ago(24))
    vienna.propose(on.ago(19), days)


def _new(on: Stage) -> None:
    """Note those that wait for a decision: one at short notice, one for too long, one answered."""
    days = on.days((TUESDAY, 38), (TUESDAY, 45))
    warsaw = Tale(
        on.story,
        Asked(
            "warsaw", "PL", days, MIXED,
            "A grant ends in spring, and its evaluation has to be planned before.", spare=4,
        ),
    )  # fmt: skip
    warsaw.submit(on.ago(2, 15), by="sub")
    days = on.days((WEDNESDAY, 105), (WEDNESDAY, 119), (MONDAY, 133))
    madrid = Tale(
        on.story,
        Asked(
            "madrid", "ES", days, {Category.POLICE: 14, Category.RESEARCHER: 6, Category.OTHER: 4},
            "Policía Nacional and four universities prepare a common programme on hate crime.",
            city="Córdoba", venue="Palacio de Congresos",
        ),
    )  # fmt: skip
    madrid.submit(on.ago(17))
    madrid.attach(
        on.ago(17, 11), "Programme on hate crime, outline", ["Outline", "1. Aims", "2. Partners"]
    )
    days = on.days((THURSDAY, 80), (THURSDAY, 94))
    plovdiv = Tale(
        on.story,
        Asked(
            "plovdiv", "BG", days, CITIES, "Обучение за общините: eight municipalities take part.",
            course=KEY_CONCEPTS, city="Пловдив", venue="Дом на културата",
        ),
    )  # fmt: skip
    plovdiv.submit(on.ago(13))
    plovdiv.ask_back(on.ago(11), "Would you have it in English, with interpretation, or later?")
    plovdiv.answer(on.ago(3, 17), "In English, please. We book the interpreters.")
    brussels = Tale(
        on.story,
        Asked(
            "brussels", "PT", on.days((MONDAY, 140), (MONDAY, 154)), WIDE,
            "After Lisboa the smaller cities ask for it; they would come to Brussels.",
            place=PlaceKind.BRUSSELS, course=KEY_CONCEPTS, provides=["invitations"],
        ),
    )  # fmt: skip
    brussels.submit(on.ago(1, 9), by="sub")


def _asked_back(on: Stage) -> None:
    """Note those that wait for the state's answer: one since some days, one for weeks."""
    days = on.days((TUESDAY, 91), (TUESDAY, 112))
    rome = Tale(
        on.story,
        Asked("rome", "IT", days, {Category.POLICE: 40, Category.POLICYMAKER: 10},
              "Questure of all regions.", least=30, spare=0),
    )  # fmt: skip
    rome.submit(on.ago(8))
    rome.ask_back(
        on.ago(3), "Fifty people are more than the exercises bear. Could it be two groups of 25?"
    )
    nicosia = Tale(
        on.story,
        Asked("nicosia", "CY", days, CITIES, "For the neighbourhood watch teams."),
    )
    nicosia.submit(on.ago(29))
    nicosia.ask_back(on.ago(22), "Who of the teams has followed the key concepts already?")


def _drafts(on: Stage) -> None:
    """Note two drafts: one that both of a state type on, and one just begun."""
    evaluating = {"place": PlaceKind.MEMBER_STATE, "language": "en"}
    ljubljana = Tale(on.story, Asked("ljubljana", "SI", [], {}, ""))
    ljubljana.begin(
        on.ago(5, 10),
        typed={**evaluating, "city": "Ljubljana", "expected": "22", "least": "12",
               "motivation": "Občinski varnostni sosveti želijo vedeti, kaj deluje."},
    )  # fmt: skip
    ljubljana.type_on(
        on.ago(1, 14, 32),
        {"venue": "Brdo pri Kranju", "most": "30", "groups": ["", "", "12", "", "8", "", ""]},
    )
    valletta = Tale(on.story, Asked("valletta", "MT", [], {}, ""))
    valletta.begin(on.ago(1, 17), typed={"city": "Valletta", "motivation": "Għall-kunsilli lokali"})


def _refused(on: Stage) -> None:
    """Note one that was declined, and one that its state took back."""
    days = on.days((TUESDAY, 120), (TUESDAY, 134))
    prague = Tale(
        on.story,
        Asked(
            "prague", "CZ", days, {Category.OTHER: 20}, "For the staff of private security firms."
        ),
    )
    prague.submit(on.ago(64))
    prague.decline(
        on.ago(57),
        "The trainings are for those who work in public prevention. The webinar on QUALIPREV is"
        " open to everybody.",
    )
    lyon = Tale(
        on.story,
        Asked("lyon", "FR", days, MIXED, "Pour les délégués à la prévention.", city="Lyon",
              venue="Hôtel de ville"),
    )  # fmt: skip
    lyon.submit(on.ago(52))
    lyon.withdraw(on.ago(44), by="sub")


def _open_to_all(on: Stage) -> None:
    """Note that the open training and the webinar ahead deliver courses of the catalogue."""
    on.story.tell(on.ago(32), partial(_say_course, "key-concepts", KEY_CONCEPTS))
    on.story.tell(on.ago(41), partial(_say_course, "webinar", "qualiprev-webinar"))


def _say_course(key: str, slug: str, at: datetime) -> None:
    services.say_course(
        event_of(key),
        course=Course.objects.get(slug=slug),
        language="en",
        by=secretariat(at),
        at=at,
    )


def _remind(on: Stage) -> None:
    """Note that hosts are reminded of their tasks, as on every morning."""
    for days in range(15, -1, -1):
        on.story.tell(on.ago(days, 9, 5), lambda at: services.remind_tasks_due(at=at))
