"""Somebody visits the pages of trainers."""


def signed_in(client, standing):
    """Sign somebody in; as whom, is handed back."""
    client.force_login(standing.user)
    return standing
