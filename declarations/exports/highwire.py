"""What scholarly search engines read in the head of a page.

Source: the inclusion guidelines of Google Scholar, "indexing"; the names are those of Highwire Press.
"""

from declarations.exports.citation import point_name
from declarations.exports.edition import Edition


def highwire(edition: Edition, pdf: str = "") -> list[tuple[str, str]]:
    """Return names and contents of the ``meta`` elements, in their order.

    :param pdf: the absolute address of the PDF, empty where there is none.
    """
    title = f"{edition.title}, {point_name(edition.point)}" if edition.point else edition.title
    pairs = [
        ("citation_title", title),
        *(("citation_author", organiser.name) for organiser in edition.organisers),
        ("citation_publication_date", edition.dated.strftime("%Y/%m/%d")),
        ("citation_publisher", edition.publisher),
        ("citation_language", edition.language),
        ("citation_technical_report_number", edition.code),
        ("citation_doi", edition.doi),
        ("citation_public_url", edition.link),
        ("citation_pdf_url", pdf),
    ]
    return [(name, content) for name, content in pairs if content]
