"""Setting own texts as PDF files: the text is known before it is set, so that a reading can be compared with it."""

import html
import tomllib
from pathlib import Path

import weasyprint

from declarations.ordinals import lead_in

FOLDER = Path(__file__).parent / "typeset"
_STYLE = """
@page {{ size: {size}; margin: 20mm 16mm 20mm 16mm }}
body {{ font: {font}pt/1.35 serif; columns: {columns}; column-gap: 8mm; text-align: {align}; margin: 0; hyphens: auto;
       orphans: 2; widows: 2 }}
h1 {{ font: bold 1.6em/1.2 sans-serif; column-span: all; margin: 0 0 8mm }}
p {{ margin: {margin}; text-indent: {indent} }}
"""


_DIVIDED = """
@page {{ @top-center {{ content: "{head}"; font: 6pt sans-serif }} @bottom-center {{ content: counter(page); font: 6pt sans-serif }} }}
body {{ hyphenate-limit-chars: 5 2 2; hyphenate-character: "{sign}" }}
"""


def load(name):
    """Return an own text as its parts."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def names():
    """Return the names of the own texts."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def lead(parts, number):
    """Return the marker of a point as it is set."""
    return f"{lead_in(number, parts['style'], parts['language'])} "


def paragraphs(parts):
    """Return all paragraphs of a text in their order, with the markers of the points."""
    set_points = [[lead(parts, number) + point[0], *point[1:]] for number, point in enumerate(parts["points"], 1)]
    return [*parts["preamble"], parts["enacting"], *(one for point in set_points for one in point), *parts["closing"]]


def page(parts, *, columns, size="A5", font=10.5, align="justify", margin="0 0 2.2mm", indent="0"):
    """Return a text as a page of HTML that a browser sets."""
    style = _STYLE.format(columns=columns, size=size, font=font, align=align, margin=margin, indent=indent)
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs(parts))
    title = html.escape(parts["title"])
    return (
        f"<!doctype html><html lang={parts['language']}><meta charset=utf-8><title>{title}</title>"
        f"<style>{style}</style><h1>{title}</h1>{body}</html>"
    )


def typeset(browser, parts, **options):
    """Return a text as a PDF file with a running head and page numbers."""
    tab = browser.new_page()
    tab.set_content(page(parts, **options))
    small = "font:8px sans-serif;width:100%;text-align:center"
    data = tab.pdf(
        prefer_css_page_size=True,
        display_header_footer=True,
        header_template=f"<div style='{small}'>{html.escape(parts['title'])}</div>",
        footer_template=f"<div style='{small}'><span class=pageNumber></span></div>",
    )
    tab.close()
    return data


def typeset_divided(parts, sign, **options):
    """Return a text as a PDF file by a program that divides words at the ends of lines, with ``sign`` where it does."""
    own = _DIVIDED.format(head=parts["title"].replace('"', "'"), sign=sign)
    return weasyprint.HTML(string=page(parts, **options).replace("</style>", f"{own}</style>", 1)).write_pdf()
