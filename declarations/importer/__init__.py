"""The importer: from the text of a declaration, pasted or in a file, to its parts. No network, no database.

It refuses nothing and raises nothing. Unusual input and what becomes of it:

- no text, or only page numbers: no parts, flag ``empty`` (stop);
- no markers at all: title and preamble only, flag ``no_points`` (stop); bullets after an announcing sentence: points without numbers;
- any line ends, tabs, no-break and wide spaces: one kind of line end, one space; line numbers count from 1 in the input as given;
- form feeds: ends of pages; other control characters, byte order marks, zero-width and direction signs: removed and counted in a flag;
- soft hyphens: removed, at the end of a line the word goes on; ligatures: spelled out; accents in two pieces: made one letter;
- half a surrogate pair: U+FFFD; a file in no known encoding: read as Western (``decoding.decode``).

Letters, their accents and digits are never lost, doubled or changed; ``Reading.conserved`` is the count that proves it.
"""

from declarations.importer.files import read_file
from declarations.importer.reader import read_text
from declarations.importer.reading import Annex, Dropped, Flag, Paragraph, Point, Reading, Subpoint

__all__ = ["Annex", "Dropped", "Flag", "Paragraph", "Point", "Reading", "Subpoint", "read_file", "read_text"]
