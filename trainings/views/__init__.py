"""The pages of trainings on request."""
