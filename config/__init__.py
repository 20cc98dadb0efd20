"""The wiring: settings, the URL map, the schedule, health."""
