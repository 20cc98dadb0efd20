"""The pages on which trainers are put forward, decided on and kept."""
