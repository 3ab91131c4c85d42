"""Word files for tests, written as a word processor writes them: parts of XML in an archive."""

import io
import zipfile
from xml.sax.saxutils import escape

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text, properties=""):
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(text="", *, style=None, number=None, depth=0, inner="", properties=""):
    """Return a paragraph: its text, its style, the list that numbers it; ``inner`` is XML after the text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    counted = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>' if number is not None else ""
    return f"<w:p><w:pPr>{named}{counted}{properties}</w:pPr>{run(text) if text else ''}{inner}</w:p>"


def level(depth, style, text, *, start=1, more=""):
    """Return a level of a list: how its numbers are written."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{escape(text)}"/></w:lvl>'


def lists(kinds, numbers):
    """Return the part with the lists: kinds with their levels, and lists with the kind of each and what they write otherwise."""
    written = "".join(f'<w:abstractNum w:abstractNumId="{kind}">{levels}</w:abstractNum>' for kind, levels in kinds.items())
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{override}</w:num>' for number, (kind, override) in numbers.items()
    )
    return f"<w:numbering {_SPACES}>{written}{used}</w:numbering>"


def styles(*rows, language="en-GB"):
    """Return the part with the styles: identity, name, identity of the one it is based on, XML of its paragraphs."""
    written = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{base}"/>' if base else "")
        + f"<w:pPr>{properties}</w:pPr></w:style>"
        for key, name, base, properties in rows
    )
    usual = f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return f"<w:styles {_SPACES}>{usual}{written}</w:styles>"


def part(name, inner):
    """Return a part, such as ``hdr``, with paragraphs."""
    return f"<w:{name} {_SPACES}>{inner}</w:{name}>"


def docx(*paragraphs, **parts):
    """Return a Word file. ``parts`` are further ones by the name of their file, without its ending."""
    body = "".join(paragraphs)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return written.getvalue()
