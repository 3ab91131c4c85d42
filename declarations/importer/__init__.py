"""The importer: from the text of a declaration, pasted or in a file, to its parts. No network, no database.

It refuses nothing and raises nothing. Unusual input and what becomes of it:

- no text, or only page numbers: no parts, flag ``empty`` (stop);
- no markers at all: title and preamble only, flag ``no_points`` (stop); bullets after an announcing sentence: points without numbers;
- any line ends, tabs, no-break and wide spaces: one kind of line end, one space; line numbers count from 1 in the input as given;
- form feeds: ends of pages; other control characters, byte order marks, zero-width and direction signs: removed and counted in a flag;
- soft hyphens: removed, at the end of a line the word goes on; ligatures: spelled out; accents in two pieces: made one letter;
- half a surrogate pair: U+FFFD; a file in no known encoding: read as Western (``decoding.decode``).

Files, by their first bytes or the ending of their names (``read_file``):

- Markdown: headings, lists, and paragraphs that end at blank lines; marks of emphasis go, HTML and links stay as text;
- Word: automatic numbers written out, tracked changes as accepted, tables row by row, text boxes where they hang; heads, feet, notes, hidden
  text and tables of contents are listed as dropped; no entity is expanded, and no file that swells is unpacked;
- PDF: read twice, once by where the letters stand (columns, heads, notes, paragraphs by room left in lines) and once in the order of the file;
  a flag wherever the letters differ; after 100 pages or 150,000 letters it is left with a stop;
- locked, broken, scanned or unknown files: no parts, and a flag (stop) that says why.

Letters, their accents and digits are never lost, doubled or changed; ``Reading.conserved`` is the count that proves it.
"""

from declarations.importer.files import read_file
from declarations.importer.reader import read_text
from declarations.importer.reading import Annex, Dropped, Flag, Paragraph, Point, Reading, Subpoint

__all__ = ["Annex", "Dropped", "Flag", "Paragraph", "Point", "Reading", "Subpoint", "read_file", "read_text"]
