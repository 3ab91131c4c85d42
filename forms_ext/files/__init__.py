"""Looking into files that visitors send, before anything of them is kept. Knows no Django models."""

from .inspection import ACCEPTED, Inspected, Refused, inspect

__all__ = ["ACCEPTED", "Inspected", "Refused", "inspect"]
