"""The terminal UI: Textual screens and widgets over the Training API. It decides nothing that the API does not."""
