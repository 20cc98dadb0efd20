"""What is done to agendas: one function, one deed, one transaction."""
