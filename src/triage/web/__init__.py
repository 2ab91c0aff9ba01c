"""The page and the HTTP API: one process over one journal. It takes the extra `web`."""
