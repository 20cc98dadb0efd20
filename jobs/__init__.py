"""Work that pages do not wait for: the lease of the schedule, and the worker's pulse."""
