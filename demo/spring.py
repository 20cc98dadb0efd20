"""What the meetings of March and May 2024 were about, who came, what they decided and wrote down."""

from datetime import date, time
from functools import partial

from accounts.enums import Visibility
from agendas.enums import ItemKind, Presenter, Recommendation
from demo import agendas, convening, meetings, procedures
from demo.agendas import Point
from demo.convening import COMMISSIONER, representative, substitute
from demo.meetings import Given, Remark, Taken, agreed
from demo.papers import Paper, written
from demo.people import countries
from demo.procedures import ABSTAIN, AGAINST, FOR, Question
from demo.story import Story, clock
from events.enums import Capacity
from meetings.enums import CommentAnswer, ItemOutcome
from procedures.enums import Agreed

MARCH, MAY, BOARD = "2024:2024-03-12:EXCOM", "2024:2024-05-29:EXCOM", "2024:2024-05-29:BOARD"
EXCOM = ("BE", "EE", "ES", "HU", "PT", "SE")
EXCOM_OF_JULY = ("BE", "EE", "PL", "PT", "SE")
"""Who sits there then beside Hungary, which has come into the chair, and replies."""
GRANT = "grant"
AT_EU_LEVEL = "Discussions on crime prevention at EU level"
OF_MARCH = "Adoption of the minutes: Executive Committee, Tue 12 Mar 2024"
MARCH_DAY, MAY_DAY = date(2024, 3, 12), date(2024, 5, 29)
ABSENT, ALONE, IN_PAIRS = "CY", ("BG", "IE", "SK"), ("AT", "DE", "FI", "LV", "NL", "PL")

OF_THE_EXCOM = (
    Point(
        GRANT,
        "Application for the next grant of the Internal Security Fund: priorities, budget lines and"
        " the share for translation into all Union languages",
        text="The Secretariat applies in autumn; the Board decides in May, on the recommendation of"
             " the Executive Committee.",
        minutes=45,
        papers=(
            Paper("Draft application, with the budget by work package", written("application"),
                  Visibility.BODY, name="Draft-application-ISF.pdf"),
            Paper("Comparison with the grant that ends", written("comparison"), Visibility.BODY),
        ),
    ),
    Point("board", "Preparation of the Board meeting of 29 May and of the seminar of 30 May",
          presenter=Presenter.PRESIDENCY, minutes=30),
    Point("calendar", "Calendar of meetings of the second half of the year", ItemKind.ADOPTION,
          state="HU", minutes=10),
)  # fmt: skip
OF_MAY = (
    Point("points", "Last questions on the agenda of the Board of the same day",
          presenter=Presenter.PRESIDENCY, minutes=15),
)  # fmt: skip
OF_THE_BOARD = (
    Point(
        "award",
        "European Crime Prevention Award: theme, criteria and jury of the next edition",
        presenter=Presenter.PRESIDENCY, minutes=40, starts=time(11),
        visibility=Visibility.PUBLIC,
        papers=(
            Paper("Note of the Presidency on the theme", written("theme"), Visibility.BODY),
            Paper("Κριτήρια αξιολόγησης – evaluation criteria", written("criteria"),
                  Visibility.BODY, name="Κριτήρια.txt"),
        ),
    ),
    Point("ports", "Organised crime in ports: what prevention can do beside controls",
          ItemKind.INFORMATION,
          "Each of the three tells what it has tried, and how it knows whether it worked.",
          minutes=None, starts=time(13, 30), presenter=Presenter.PRESIDENCY),
    Point("antwerp", "Antwerp: young people who are asked to fetch what is in a container",
          ItemKind.INFORMATION, of="ports", state="BE", name="Port Authority and City of Antwerp",
          minutes=20),
    Point("rotterdam", "Rotterdam: “Weerbare haven”, employers and schools together",
          ItemKind.INFORMATION, of="ports", state="NL", minutes=20),
    Point("gdynia", "Gdańsk i Gdynia: co mogą pracodawcy, a czego nie powinni",
          ItemKind.INFORMATION, of="ports", state="PL", minutes=20),
    Point("emblem", "How the emblem of the Network may be used on national products",
          text="Who may use it, with which words beside it, and who is asked before.", minutes=30,
          papers=(
              Paper("Draft rules on the emblem", written("emblem"), Visibility.BODY),
          )),
    Point("contacts", "Contact points for organised property crime: who may read the list",
          visibility=Visibility.RESTRICTED, readers=("FR", "LT", "RO"),
          presenter=Presenter.PRESIDENCY, minutes=15,
          papers=(
              Paper("State of the list, with the gaps", written("gaps"), Visibility.RESTRICTED),
          )),
    Point("next", "Hungarian Presidency: first announcement of its seminar", ItemKind.OTHER,
          of="Any other business", state="HU", minutes=5),
)  # fmt: skip
EMBLEM: Question = Question(
    "emblem", "How the emblem of the Network may be used on national products",
    "Does the Board adopt the rules on the emblem, as sent with the agenda of 29 May?",
    clock(date(2024, 5, 23), 10),
    replies=[FOR] * 17 + [AGAINST] + [ABSTAIN] * 2,
    drawn_up=partial(
        lambda told, at: meetings.convert(BOARD, "emblem", EMBLEM, told, at),
        agreed(date(2024, 5, 17), Agreed.MAIL),
    ),
)  # fmt: skip
MINUTES: Question = Question(
    "minutes", "Minutes of the Board meeting of 29 May 2024",
    "Does the Board adopt the minutes of its meeting of 29 May 2024?",
    clock(date(2024, 7, 1), 10),
    replies=[FOR] * 19,
    drawn_up=partial(
        lambda told, at: meetings.adopt_in_writing(BOARD, MINUTES, told, at),
        agreed(date(2024, 6, 27), Agreed.PHONE),
    ),
)  # fmt: skip
MINUTES_OF_EXCOM: Question = Question(
    "minutes of the ExCom", "Minutes of the Executive Committee of 29 May 2024",
    "Does the Executive Committee adopt the minutes of its meeting of 29 May 2024?",
    clock(date(2024, 7, 1), 11),
    replies=[FOR] * 5,
    voters=EXCOM_OF_JULY,
    body="EXCOM",
    drawn_up=partial(
        lambda told, at: meetings.adopt_in_writing(MAY, MINUTES_OF_EXCOM, told, at),
        agreed(date(2024, 6, 27), Agreed.PHONE),
    ),
)  # fmt: skip


def stage_all(story: Story) -> None:
    """Note all of it."""
    _march(story)
    _agendas_of_may(story)
    _delegations_of_may(story)
    _excom_of_may(story)
    _board_of_may(story)
    _minutes_of_may(story)
    for question in (EMBLEM, MINUTES, MINUTES_OF_EXCOM):
        procedures.stage(story, question)


def _march(story: Story) -> None:
    agendas.prepare(story, MARCH, OF_THE_EXCOM, at=clock(date(2024, 2, 5), 10))
    agendas.let_prepare(story, MARCH, GRANT, at=clock(date(2024, 2, 6), 9))
    answer_by = clock(date(2024, 3, 6), 12)
    convening.convene(story, MARCH, at=clock(date(2024, 2, 26), 10), answer_by=answer_by)
    for number, code in enumerate(EXCOM):
        at = clock(date(2024, 2, 27 + number % 3), 9 + number, 10)
        convening.name(story, MARCH, code, [representative(code)], at=at)
    convening.name(story, MARCH, "", [COMMISSIONER], at=clock(date(2024, 2, 28), 15))
    convening.validate(story, MARCH, at=clock(date(2024, 3, 7), 10))
    meetings.hold(
        story, MARCH, begins=[clock(MARCH_DAY, 9, 30)], excused=["EE"],
        taken=[
            Taken("Commission: progress of the Organised Crime Strategy",
                  "The Commission announced its report for the autumn."),
            Taken(AT_EU_LEVEL,
                  "The Commission reported on the Council’s working party on law enforcement, which"
                  " has prevention on its agenda in May."),
            Taken(GRANT,
                  "Portugal and Sweden asked for a line of its own for translation. The Secretariat"
                  " has put it into work package 2."),
            Taken("board",
                  "The Presidency presented the draft agenda. The grant comes to the Board with the"
                  " recommendation of today; two institutions are invited to the seminar."),
            Taken("calendar", "The dates of Hungary were welcomed.", ItemOutcome.ADOPTED,
                  title="Calendar of meetings of the second half of 2024"),
            Taken("Any other business", "Nobody asked for the floor."),
        ],
        given=[
            Given("translation", GRANT, "Put a line for translation into the draft application",
                  date(2024, 4, 5), done=clock(date(2024, 4, 3), 16),
                  came_of_it="Work package 2, line 2.4."),
            Given("examples", GRANT, "Send two examples of what translation cost nationally",
                  date(2024, 3, 29), "SE", done=clock(date(2024, 3, 27), 11),
                  came_of_it="Sent: the handbook of 2022 and the campaign of 2023."),
        ],
    )  # fmt: skip
    said = (Recommendation.POSITIVE, "By all who were present, with the line for translation.")
    agendas.recommend(story, MARCH, GRANT, said, at=clock(MARCH_DAY, 12, 40))
    meetings.write_down(
        story, MARCH, drafted=clock(date(2024, 3, 14), 10), sent=clock(date(2024, 3, 15), 10),
        until=date(2024, 3, 28), closing="The meeting ended at 12:20.",
    )  # fmt: skip
    portugal = Remark(
        "PT", GRANT, "We did not only ask for the line, we asked that it be half of the package.",
        proposal="Sweden asked for a line of its own for translation; Portugal asked that it be"
                 " half of work package 2.",
        instead="Portugal and Sweden asked for a line of its own for translation.",
        answer=CommentAnswer.TAKEN,
    )  # fmt: skip
    meetings.comment(
        story, MARCH, portugal, at=clock(date(2024, 3, 20), 11),
        answered=clock(date(2024, 4, 2), 10),
    )  # fmt: skip
    meetings.say_nothing(story, MARCH, "HU", at=clock(date(2024, 3, 21), 9))
    meetings.finish(story, MARCH, at=clock(date(2024, 4, 4), 10))


def _agendas_of_may(story: Story) -> None:
    """Note how both agendas grow, the minutes of March and the grant on them, and are sent out."""
    agendas.prepare(story, MAY, OF_MAY, at=clock(date(2024, 4, 8), 9))
    agendas.prepare(story, BOARD, OF_THE_BOARD, at=clock(date(2024, 4, 8), 10))
    agendas.pass_on(story, MARCH, GRANT, to=BOARD, at=clock(date(2024, 4, 10), 10))
    agendas.arrange(
        story, BOARD, OF_THE_EXCOM[0].title, before="award", minutes=45,
        at=clock(date(2024, 4, 10), 11),
    )  # fmt: skip
    answer_by = clock(date(2024, 5, 22), 12)
    convening.convene(
        story, BOARD, at=clock(date(2024, 5, 13), 10), answer_by=answer_by,
        words="The Board meets in the morning and in the afternoon; lunch is at half past twelve.",
    )  # fmt: skip
    convening.convene(story, MAY, at=clock(date(2024, 5, 13), 10, 30), answer_by=answer_by)
    wishes = {"DK": "", "EE": "Nothing to discuss.", "IE": "", "PT": "The text is clear."}
    moments = [clock(date(2024, 5, 14 + number % 2), 10 + number) for number in range(4)]
    agendas.wish(story, BOARD, "emblem", wishes, at=moments)
    agendas.declare(
        story, BOARD, "award", "LT", "Our ministry will apply with a project of its own.",
        at=clock(date(2024, 5, 24), 15),
    )  # fmt: skip


def _delegations_of_may(story: Story) -> None:
    for number, code in enumerate(countries()):
        at = clock(date(2024, 5, 14 + number % 4), 9 + number % 7, 5 + number)
        if code == ABSENT:
            convening.stay_away(story, BOARD, code, at=at)
            continue
        those = [representative(code)]
        if code in ALONE:
            those = [substitute(code, capacity=Capacity.HEAD)]
        elif code in IN_PAIRS:
            those.append(substitute(code))
        convening.name(story, BOARD, code, those, at=at)
    convening.name(story, BOARD, "", [COMMISSIONER], at=clock(date(2024, 5, 17), 16))
    for number, code in enumerate(EXCOM):
        at = clock(date(2024, 5, 16), 9 + number, 40)
        convening.name(story, MAY, code, [representative(code)], at=at)
    convening.name(story, MAY, "", [COMMISSIONER], at=clock(date(2024, 5, 17), 16, 10))
    for key in (MAY, BOARD):
        convening.confirm(story, key, at=clock(date(2024, 5, 21), 10))
        convening.validate(story, key, at=clock(date(2024, 5, 23), 10))


def _excom_of_may(story: Story) -> None:
    meetings.hold(
        story, MAY, begins=[clock(MAY_DAY, 8)],
        taken=[
            Taken("Commission: progress of the Organised Crime Strategy",
                  "The Commission reports to the Board at half past nine."),
            Taken(AT_EU_LEVEL, "The Commission pointed to its report to the Board of the same day."),
            Taken(OF_MARCH, "Nobody asked for the floor.", ItemOutcome.ADOPTED,
                  title="Minutes of the meeting of 12 March 2024"),
            Taken("points", "The grant comes before the award, since Spain has to leave at noon."),
            Taken("Any other business", "Hungary takes the chair on 1 July."),
        ],
    )  # fmt: skip


def _board_of_may(story: Story) -> None:
    meetings.hold(
        story, BOARD, begins=[clock(MAY_DAY, 9, 30), clock(MAY_DAY, 13, 30)],
        excused=["RO"], leave_early=["ES", "LU"],
        taken=[
            Taken("Adoption of the agenda", "The grant is taken in the morning, before the award."),
            Taken("Commission: progress of the Organised Crime Strategy",
                  "The Commission presented the figures of 2023. Seven Member States asked for"
                  " prevention to have a chapter of its own in the next strategy."),
            Taken(AT_EU_LEVEL, "The Commission reported on the informal meeting of ministers."),
            Taken(OF_THE_EXCOM[0].title,
                  "The Board followed the Executive Committee. France regretted that the costs of"
                  " interpretation are not shown apart.", ItemOutcome.ADOPTED,
                  title="Application for the next grant of the Internal Security Fund"),
            Taken("award",
                  "The theme is “safe public spaces”. The jury has a member from each of the three"
                  " Presidencies, and one practitioner.", ItemOutcome.ADOPTED, 0,
                  "Theme and jury of the European Crime Prevention Award", Visibility.PUBLIC),
            Taken("ports", "Each told what it has tried; none has compared it with a port that"
                           " has not.", half=1),
            Taken("antwerp", "The film for schools can be used by everybody; it has subtitles in"
                             " four languages.", half=1),
            Taken("rotterdam", "Four ports would see it on the spot.", half=1),
            Taken("gdynia", "The slides follow.", half=1),
            Taken("contacts", "Four gaps remain. The list stays with the contact points and the"
                              " Secretariat.", ItemOutcome.ADOPTED, 1,
                  "Who may read the list of contact points"),
            Taken("next", "Budapest, in November.", half=1),
        ],
        given=[
            Given("application", OF_THE_EXCOM[0].title, "Hand the application in",
                  date(2024, 9, 30), done=clock(date(2024, 9, 26), 15),
                  came_of_it="Handed in; received under number 101190123."),
            Given("film", "antwerp", "Send the film for schools to all who ask for it",
                  date(2024, 6, 28), "BE", done=clock(date(2024, 6, 20), 14),
                  came_of_it="Nineteen Member States have it."),
            Given("slides", "gdynia", "Send the slides, with a summary in English",
                  date(2024, 6, 14), "PL", done=clock(date(2024, 6, 11), 9)),
            Given("gaps", "contacts", "Ask the four Member States without a contact point once more",
                  date(2024, 6, 28), done=clock(date(2024, 6, 12), 11),
                  came_of_it="Written to; two have named one."),
            Given("again", "award", "Tell what three editions of the Award have changed at home",
                  date(2025, 5, 28), "PT", done=clock(date(2025, 5, 21), 11),
                  came_of_it="Two pages; they are among the papers of the jury."),
        ],
    )  # fmt: skip


def _minutes_of_may(story: Story) -> None:
    for key, hour, closing in (
        (MAY, 14, "The meeting ended at 09:05."),
        (BOARD, 15, "The Presidency closed the meeting at 16:20 and thanked the interpreters."),
    ):
        meetings.write_down(
            story, key, drafted=clock(date(2024, 6, 5), hour), sent=clock(date(2024, 6, 7), hour),
            until=date(2024, 6, 24), closing=closing,
        )  # fmt: skip
        meetings.finish(story, key, at=clock(date(2024, 6, 26), hour))
    france = Remark(
        "FR", OF_THE_EXCOM[0].title,
        "La France n’a pas « regretté » : elle a demandé que les coûts de l’interprétation soient"
        " présentés séparément.",
        proposal="France asked that the costs of interpretation be shown apart.",
        instead="France regretted that the costs of interpretation are not shown apart.",
        answer=CommentAnswer.TAKEN,
    )  # fmt: skip
    greece = Remark(
        "EL", "award", "Να αναφερθεί ότι η κριτική επιτροπή είναι ανεξάρτητη.",
        answer=CommentAnswer.NOT_TAKEN,
        reason="The rules of the Award say so; nothing about it was said in the meeting.",
    )  # fmt: skip
    for number, said in enumerate((france, greece)):
        meetings.comment(
            story, BOARD, said, at=clock(date(2024, 6, 18 + number), 10),
            answered=clock(date(2024, 6, 25), 10 + number),
        )  # fmt: skip
    for number, code in enumerate(("AT", "CZ", "FI", "SK")):
        meetings.say_nothing(story, BOARD, code, at=clock(date(2024, 6, 11 + number), 9))
