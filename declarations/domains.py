"""Whether an e-mail address belongs to a web site."""

from contextlib import suppress
from urllib.parse import urlsplit

# Anybody gets an address there, whatever the ending: it proves no organisation.
MAIL_FOR_EVERYBODY = frozenset(
    [
        "aol",
        "att",
        "bluewin",
        "btinternet",
        "comcast",
        "daum",
        "fastmail",
        "free",
        "freenet",
        "gmail",
        "gmx",
        "googlemail",
        "hanmail",
        "hey",
        "hotmail",
        "hushmail",
        "icloud",
        "inbox",
        "kakao",
        "laposte",
        "libero",
        "live",
        "mac",
        "mail",
        "mailbox",
        "mailfence",
        "me",
        "msn",
        "naver",
        "orange",
        "outlook",
        "pm",
        "posteo",
        "proton",
        "protonmail",
        "qq",
        "rambler",
        "rediffmail",
        "seznam",
        "sfr",
        "sina",
        "sohu",
        "t-online",
        "tuta",
        "tutanota",
        "uol",
        "verizon",
        "virgilio",
        "wanadoo",
        "web",
        "wp",
        "yahoo",
        "yandex",
        "ymail",
        "zoho",
        "126",
        "139",
        "163",
    ]
)
SHARED = frozenset(["asso", "conf", "gouv", "govt", "info", "muni", "name", "nome", "school"])
MOST_LETTERS = 253


def host_of(address: str) -> str:
    """Return the host of a web address in small letters, without ``www.``, as DNS knows it; empty where there is none."""
    address = address.strip()
    with suppress(ValueError, UnicodeError):
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        host = host.strip(".").encode("idna").decode().casefold()
        return host.removeprefix("www.") if len(host) <= MOST_LETTERS else ""
    return ""


def same_domain(email: str, site: str) -> bool:
    """Tell whether ``email`` lies in the domain of ``site``, and the domain is not one where anybody gets an address.

    ``maria@water.example.org`` lies in ``example.org``; ``maria@example.org`` does not lie in ``water.example.org``.
    """
    host, domain = host_of(site), host_of(email.rpartition("@")[2])
    labels = host.split(".")
    if not domain or len(labels) < 2 or owner(labels) in MAIL_FOR_EVERYBODY:
        return False
    return domain == host or (not is_ending(labels) and domain.endswith(f".{host}"))


def is_ending(labels: list[str]) -> bool:
    """Tell whether a host may be an ending that many owners share, as ``ac.uk`` or ``com.vn``."""
    return len(labels) == 2 and len(labels[1]) == 2 and (len(labels[0]) <= 3 or labels[0] in SHARED)


def owner(labels: list[str]) -> str:
    """Return the label that names the owner of a host: ``example`` in ``www.example.co.uk``."""
    place = 3 if len(labels) > 2 and is_ending(labels[-2:]) else 2
    return labels[-place]
