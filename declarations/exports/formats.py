"""Every file that a declaration can be, by the last step of its address."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from declarations.exports.akoma_ntoso import akoma_ntoso
from declarations.exports.bibtex import bibtex
from declarations.exports.csl import csl
from declarations.exports.edition import Edition
from declarations.exports.jsonld import jsonld
from declarations.exports.markdown import markdown
from declarations.exports.plain_json import plain_json
from declarations.exports.plaintext import plaintext
from declarations.exports.ris import ris


def _written(make: Callable[[Edition], Any]) -> Callable[[Edition], str]:
    return lambda edition: json.dumps(make(edition), ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True)
class Format:
    """One way to write an edition.

    :param label: as it stands on a link; proper names, the same in every language.
    :param origins: whether it tells what each point was called when it was new.
    :param saved: whether a browser keeps the file instead of showing it.
    """

    name: str
    label: str
    content_type: str
    ending: str
    make: Callable[[Edition], str]
    saved: bool = False
    origins: bool = False


CITE = (
    Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", "bib", bibtex, saved=True),
    Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", "ris", ris, saved=True),
    Format("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", "csl.json", _written(csl), saved=True),
)
AS = (
    Format("json", "JSON", "application/json", "json", _written(plain_json)),
    Format("jsonld", "JSON-LD", "application/ld+json", "jsonld", _written(jsonld)),
    Format("md", "Markdown", "text/markdown; charset=utf-8", "md", markdown),
    Format("txt", "Text", "text/plain; charset=utf-8", "txt", plaintext),
    Format("akn", "Akoma Ntoso", "application/akn+xml; charset=utf-8", "akn.xml", akoma_ntoso, origins=True),
)
FORMATS = {("cite", made.name): made for made in CITE} | {("as", made.name): made for made in AS}
PDF_TYPE = "application/pdf"
