"""Which addresses lie on the open internet, and which on this machine, its network or its cloud."""

import ipaddress

_LOCAL_SUFFIXES = (".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".home.arpa")
_LOCAL_NAMES = frozenset(suffix[1:] for suffix in _LOCAL_SUFFIXES)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CLOUD_SERVICES = (ipaddress.ip_network("168.63.129.16/32"), ipaddress.ip_network("192.0.0.0/24"))
"""Where machines in two clouds find their provider, by numbers that count as public (in older Pythons)."""


def is_local_name(host: str) -> bool:
    """Tell whether a name means this machine or its own network, whatever a name server says of it.

    Args:
        host: the host of an address.

    Returns:
        True for `localhost`, for what ends in `.local`, `.internal` and their like (metadata services of
        clouds among them).
    """
    name = host.lower().rstrip(".")
    return name in _LOCAL_NAMES or name.endswith(_LOCAL_SUFFIXES)


def is_public(address: str) -> bool:
    """Tell whether an address of the internet protocol may be one of a stranger's server.

    The special registries for IPv4 and IPv6 decide (RFC 6890): loopback, private, link-local with the
    metadata services of clouds, shared (carrier's) space, unspecified, multicast and reserved addresses are
    not public; neither is an IPv6 address that carries such an IPv4 one.

    Args:
        address: an address as the resolver gives it, perhaps with a zone (`fe80::1%eth0`).

    Returns:
        False also for what is no address.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return _is_global(parsed)
    carried = _carried(parsed)
    if parsed.ipv4_mapped is not None or parsed in _NAT64:
        return all(map(_is_global, carried))
    return _is_global(parsed) and not parsed.is_site_local and all(map(_is_global, carried))


def _carried(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """Give the IPv4 addresses that an IPv6 one leads to by translation or through a tunnel."""
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in carried if one is not None]


def _is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _CLOUD_SERVICES)
    )
