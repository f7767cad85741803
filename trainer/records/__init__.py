"""The only room that knows SQL: the schema and its migrations, the store, and what is read and written."""
