"""The importer: from the text of a declaration, as it was pasted or extracted, to its parts. No network, no database."""

from declarations.importer.reader import read_text
from declarations.importer.reading import Annex, Dropped, Flag, Paragraph, Point, Reading, Subpoint

__all__ = ["Annex", "Dropped", "Flag", "Paragraph", "Point", "Reading", "Subpoint", "read_text"]
