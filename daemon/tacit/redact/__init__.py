"""Takes out of a text what must not leave the machine: secrets, people, addresses, home folders."""

from tacit.redact.people import people
from tacit.redact.text import Redacted, redact, residual

__all__ = ["Redacted", "people", "redact", "residual"]
