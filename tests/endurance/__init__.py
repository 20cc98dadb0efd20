"""Races, kills and storms with real server processes: ``./dev endure``.

Each check is called as ``docs/reliability.md`` calls it, R1 to R14, and holds on SQLite and on
PostgreSQL. The servers run as in production: Granian, two processes, four blocking threads each,
a backlog of 2048. What came of a storm is read from the database by plain SQL, not by the
product's own code.
"""
