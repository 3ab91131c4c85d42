"""``python -m declarations.importer FILE``: print what the importer makes of a file, as JSON."""

import argparse
import json
import sys
from pathlib import Path

from declarations.importer import read_file


def main(arguments: list[str] | None = None) -> int:
    """Read the file named in the arguments (``-``: standard input) and print its reading."""
    parser = argparse.ArgumentParser(prog="python -m declarations.importer", description="Print the parts of a declaration as JSON.")
    parser.add_argument("file", help="a text, Markdown, Word or PDF file; - for a text from standard input")
    parser.add_argument("--language", help="the language of the text, such as en; without it, it is guessed")
    chosen = parser.parse_args(arguments)
    data = sys.stdin.buffer.read() if chosen.file == "-" else Path(chosen.file).read_bytes()
    reading = read_file(data, chosen.file, language=chosen.language)
    sys.stdout.buffer.write(json.dumps(reading.as_dict(), ensure_ascii=False, indent=1).encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
