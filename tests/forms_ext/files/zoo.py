"""Files that somebody may send: bad ones in many disguises, and good ones that must get through. All made here."""

import io
import stat
import zipfile
import zlib

from PIL import Image

DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}


def picture(kind="PNG", size=(40, 30), mode="RGB", **saving) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, 128 if mode in {"L", "1"} else None).save(written, kind, **saving)
    return written.getvalue()


def photograph() -> bytes:
    """Return a JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x0110] = "Camera of the test"
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 27.0, 0.0), 3: "E", 4: (107.0, 35.0, 0.0)})
    return picture("JPEG", exif=exif.tobytes())


def archive(entries: dict[str, bytes], *, link: str = "") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
        if link:
            entry = zipfile.ZipInfo(link)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            made.writestr(entry, "/etc/hostname")
    return written.getvalue()


def portable(*objects: bytes, end=b"%%EOF\n") -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\n" + end


def packed(names: bytes, *, kind=b"/ObjStm", end: int | None = None) -> bytes:
    """Return a stream of objects.

    :param kind: what its description says; a word of the reader may stand in it, too.
    :param end: where it is cut off.
    """
    stream = zlib.compress(names)[:end]
    return b"1 0 obj << /Type %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream endobj" % (kind, len(stream), stream)


def huge_picture() -> bytes:
    """Return a small PNG whose header claims 30,000 by 30,000 pixels."""
    content = bytearray(picture())
    content[16:24] = (30_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


EICAR = "".join(("X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!", "$H+H*")).encode()
SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"

PACKED_SCRIPT = b"2 0 << /S /JavaScript >>"

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relations(kind: str, mode="External", coding="utf-8") -> dict[str, bytes]:
    """Return the part of a Word document that names something outside of it."""
    relation = f'<Relationship Id="r1" Type="{KINDS}{kind}" Target="https://elsewhere.example/x" TargetMode="{mode}"/>'
    return {"word/_rels/settings.xml.rels": f"<Relationships>{relation}</Relationships>".encode(coding)}


BAD = {
    "svg with a script": ("drawing.svg", SCRIPT),
    "svg called png": ("drawing.png", SCRIPT),
    "html called pdf": ("programme.pdf", b"<!doctype html><script>alert(1)</script>"),
    "pdf with a script": ("form.pdf", portable(b"1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj")),
    "pdf with a script in numbers": ("form.pdf", portable(b"1 0 obj << /S /J#61va#53cript >> endobj")),
    "pdf with a packed script": ("form.pdf", portable(packed(PACKED_SCRIPT))),
    "pdf with a script packed under numbers": ("form.pdf", portable(packed(PACKED_SCRIPT, kind=b"/Obj#53tm"))),
    "pdf with a script behind a word": ("form.pdf", portable(packed(PACKED_SCRIPT, kind=b"/ObjStm /Note (stream\n)"))),
    "pdf with a script in a damaged packet": ("form.pdf", portable(packed(PACKED_SCRIPT, end=-4))),
    "pdf of more packets than any document": ("form.pdf", portable(*[packed(b"1 0 ")] * 6_000)),
    "pdf with a script for a film": ("form.pdf", portable(b"1 0 obj << /S /Rendition /JS 4 0 R >> endobj")),
    "pdf with a file inside": ("form.pdf", portable(b"1 0 obj << /EmbeddedFiles 2 0 R >> endobj")),
    "pdf with a password": ("form.pdf", portable(b"trailer << /Encrypt 3 0 R >>")),
    "pdf cut off": ("form.pdf", portable(b"1 0 obj", end=b"")),
    "word with a macro": ("letter.docx", archive({**DOCX, "word/vbaProject.bin": b"x"})),
    "word with a template from elsewhere": ("letter.docx", archive({**DOCX, **relations("attachedTemplate")})),
    "word with a template in other letters": ("letter.docx", archive({**DOCX, **relations("attached&#84;emplate", "&#x45;xternal")})),
    "word with a template in another coding": ("letter.docx", archive({**DOCX, **relations("attachedTemplate", coding="utf-16")})),
    "word with an object from elsewhere": ("letter.docx", archive({**DOCX, **relations("oleObject")})),
    "word called docm": ("letter.docm", archive(DOCX)),
    "two endings": ("photo.jpg.php", b"<?php echo 1;"),
    "path of a folder above": ("..\\..\\x", b"x"),
    "name of a device": ("con.txt", b"text"),
    "name that reads backwards": ("photo\u202egpj.exe", b"MZ"),
    "name with a zero": ("photo.exe\x00.", b"MZ"),
    "empty file": ("empty.pdf", b""),
    "test virus": ("virus.pdf", EICAR),
    "archive bomb": ("bomb.docx", archive({**DOCX, "word/media.xml": b"\x00" * 120_000_000})),
    "archive in an archive": ("nested.docx", archive({**DOCX, "word/inner.zip": archive({"a": b"a"})})),
    "archive of many entries": ("many.docx", archive({**DOCX, **{f"word/{number}.xml": b"" for number in range(2_100)}})),
    "archive with a link": ("link.docx", archive(DOCX, link="word/link")),
    "picture of 900 million pixels": ("huge.png", huge_picture()),
    "gif of many frames": ("dance.gif", picture("GIF")),
    "picture of another kind": ("photo.heic", b"\x00\x00\x00\x18ftypheic"),
    "damaged picture": ("photo.jpg", b"\xff\xd8\xff" + bytes(range(256)) * 2),
}

GOOD = {
    "pdf": ("Programme.PDF", portable(b"1 0 obj << /Type /Catalog >> endobj")),
    "pdf with a scan": ("scan.pdf", portable(b"1 0 obj << /Length 9 >>\nstream\n\x9c\x01/JS\xb7\x10/J\nendstream endobj")),
    "photograph with a place": ("photo.jpeg", photograph()),
    "drawing with a hole": ("logo.png", picture(mode="RGBA")),
    "picture of the web": ("logo.webp", picture("WEBP")),
    "picture in print colours": ("print.jpg", picture("JPEG", mode="CMYK")),
    "picture with a page behind its end": ("poster.png", picture() + b"<script>alert(1)</script>"),
    "word": ("letter.docx", archive(DOCX)),
    "word with a link": ("letter.docx", archive({**DOCX, **relations("hyperlink")})),
    "scan in many greys": ("scan.png", picture(mode="I;16")),
    "open document": ("letter.odt", archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})),
    "long name": ("n" * 300 + ".pdf", portable(b"1 0 obj endobj")),
    "name in another script": ("Chương trình họp.pdf", portable(b"1 0 obj endobj")),
}
