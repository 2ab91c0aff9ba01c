"""The steps by which the tables of a journal came to be, for Alembic."""
