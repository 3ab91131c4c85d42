"""From which network address a request comes."""

import ipaddress

from django.http import HttpRequest

from forms_ext import conf

# One household or office has a whole network of this size in IPv6.
IPV6_NETWORK = 64


def client_address(request: HttpRequest) -> str:
    """Return the network address of the visitor; of IPv6 the network only; empty where it is not known.

    Behind a front server every connection comes from the front server: the setting ``CLIENT_HEADER`` names the header in
    which it tells the visitor's. Of a list the last entry counts: whatever stands before it, the visitor may have sent.
    """
    header = conf.get("CLIENT_HEADER")
    told = request.headers.get(header, "").rpartition(",")[2] if header else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(told.strip())
    except ValueError:
        return ""
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
