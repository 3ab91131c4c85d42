"""What the head of an answer says about a text: its canonical address, its versions, its languages."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from declarations.models import DeclarationPage, TextVersion


def with_links(response: HttpResponse) -> HttpResponse:
    """Return the answer with the relations that its context names as ``links``. Source: RFC 8288, RFC 5829."""
    found = response.context_data.get("links") if isinstance(response, TemplateResponse) and response.context_data else None
    if found:
        response["Link"] = ", ".join(found)
    return response


def relation(address: str, rel: str, language: str = "") -> str:
    """Return one relation as the head of an answer writes it."""
    return f'<{address}>; rel="{rel}"' + (f'; hreflang="{language}"' if language else "")


def relations(
    request: HttpRequest,
    page: DeclarationPage,
    versions: list[TextVersion],
    *,
    canonical: str,
    shown: TextVersion | None = None,
    below: str = "",
) -> list[str]:
    """Return the relations of a view of a text to the text in force and to the versions around it.

    :param versions: all versions of the language, the newest first.
    :param shown: the version that is shown; None for the text in force.
    :param below: what follows the address of a version, such as ``points/3/``, where both neighbours have it.
    """
    home = page.get_full_url(request) or ""
    found = (
        [relation(canonical, "canonical"), relation(f"{home}#versions", "version-history")]
        if versions
        else [relation(canonical, "canonical")]
    )
    number = shown.number if shown else versions[0].number if versions else 0
    numbers = {version.number for version in versions}
    for rel, neighbour in (("predecessor-version", number - 1), ("successor-version", number + 1)):
        if neighbour in numbers:
            found.append(relation(f"{home}v/{neighbour}/{below}", rel))
    return [*found, relation(home, "latest-version")] if shown else found


def alternates(request: HttpRequest, addresses: Iterable[tuple[str, str]]) -> list[str]:
    """Return the relations to the same content in other languages, given as code and address."""
    found = [relation(request.build_absolute_uri(address), "alternate", code) for code, address in addresses]
    return found if len(found) > 1 else []
