"""Every letter is a row in the outbox, written in the transaction of the deed that causes it."""
