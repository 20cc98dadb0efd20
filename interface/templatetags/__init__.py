"""Template tags: ``moments`` for dates, ``page`` for everything else."""
