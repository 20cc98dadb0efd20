"""Two requests that want the same trainers on the same days: part of what ``inside`` does."""

from tests.factories.trainings import (
    NOW,
    CourseFactory,
    TrainerFactory,
    confirmed_trainer,
    ready,
    secretariat,
    speaks_for,
)


def wanted():
    """Leave two requests of two states, each with all that scheduling needs."""
    by, trainers = secretariat(), [TrainerFactory(), TrainerFactory()]
    course, references = CourseFactory(), []
    for code in ("PT", "LV"):
        made, *_rest = ready(by=by, host=speaks_for(code), trainers=0, course=course)
        for trainer in trainers:
            confirmed_trainer(made, by=by, trainer=trainer)
        references.append(made.reference)
    return {"at": NOW.isoformat(), "references": references}
