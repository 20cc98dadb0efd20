"""The forms of agendas."""
