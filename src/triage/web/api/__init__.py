"""The API of version 1: what the library does, as JSON over HTTP, for systems that hold cases.

Documents are those of the library and the command; each answer has the id of its request beside it.
"""

from triage.web.api.application import create_api

__all__ = ["create_api"]
