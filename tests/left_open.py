"""What the tests on SQLite left open: only that is measured on PostgreSQL, at half the time.

Prints the name of a configuration for coverage; ``.ci/run`` gives it to the second run.
"""

import json
import sys
import tempfile
from pathlib import Path

from coverage import Coverage

FOLDER = Path("var/coverage")


def left_open(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> list[str]:
    """Return the files of a report in which a line or a branch was not reached."""
    return sorted(
        name
        for name, found in report["files"].items()
        if found["summary"]["missing_lines"] or found["summary"]["missing_branches"]
    )


def main() -> None:
    """Write the configuration beside the data of the first run."""
    first = Coverage(data_file=str(FOLDER / ".coverage.sqlite"))
    first.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        first.json_report(outfile=file.name)
        names = left_open(json.loads(Path(file.name).read_text(encoding="utf-8")))
    config = FOLDER / "left-open.ini"
    measured = "\n".join(f"    {name}" for name in names or ["nothing.py"])
    config.write_text(
        f"[run]\nbranch = true\nparallel = true\npatch = subprocess\ninclude =\n{measured}\n",
        encoding="utf-8",
    )
    sys.stdout.write(f"{config.resolve()}\n")


if __name__ == "__main__":
    main()
