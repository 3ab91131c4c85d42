"""Whether an e-mail address proves an organisation."""

import pytest

from declarations.domains import host_of, same_domain


@pytest.mark.parametrize(
    ("email", "site", "expected"),
    [
        ("maria@water.example", "https://www.water.example/en/", True),
        ("maria@lab.water.example", "water.example", True),
        ("maria@water.example", "https://lab.water.example", False),
        ("maria@notwater.example", "https://water.example", False),
        ("maria@water.example.evil", "https://water.example", False),
        ("maria@WATER.example", "HTTPS://Water.Example", True),
        ("maria@bücher.example", "https://xn--bcher-kva.example", True),
        ("maria@gmail.com", "https://gmail.com", False),
        ("maria@yahoo.co.uk", "https://yahoo.co.uk", False),
        ("maria@mail.mit.example", "https://mit.example", True),
        ("maria@someone.ac.uk", "https://ac.uk", False),
        ("maria@someone.com.vn", "https://com.vn", False),
        ("maria@dw.de", "https://dw.de", True),
        ("maria@example", "https://example", False),
        ("maria@water.example", "", False),
        ("", "https://water.example", False),
        ("maria@water.example", "https://[nonsense", False),
    ],
)
def test_address_lies_in_the_domain_of_the_site(email, site, expected):
    assert same_domain(email, site) is expected


def test_host_is_told_without_www_and_in_small_letters():
    assert host_of("HTTPS://WWW.Water.Example:8000/a?b") == "water.example"
