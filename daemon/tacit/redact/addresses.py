"""Which dotted numbers name a machine."""

import ipaddress
import re

# Addresses that mean the same everywhere: resolvers, a cloud's metadata, the bridge of Docker, and
# the private ranges themselves.
_EVERYWHERE = {
    *("8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "100.100.100.100"),
    *("169.254.169.254", "172.17.0.1", "10.0.0.0", "172.16.0.0", "192.168.0.0"),
}
_VERSION = re.compile(r"(?i)(?:[=<>~!]=|\bversion|\bver|\brelease|-cu\d+)[\"']?[ \t]*[:=]?[ \t]*$")


def names_a_host(match: re.Match[str]) -> bool:
    """Is it an address of some machine, and not a version, a netmask or one that all machines have?

    Versions of four parts are common in ML (`nvidia-cublas-cu12==12.1.3.1`): what stands behind a
    comparison or the word version is one, and so is a public address of small numbers alone.
    """
    secret = match.group("secret")
    try:
        address = ipaddress.ip_address(secret)
    except ValueError:
        return False
    before = match.string[max(0, match.start() - 40) : match.start()]
    if address.version == 6:
        return any(letter.isdigit() for letter in secret)
    small = address.is_global and all(part < 32 for part in address.packed)
    return not (
        address.is_loopback
        or address.is_unspecified
        or address.packed[0] in (0, 255)
        or secret in _EVERYWHERE
        or small
        or _VERSION.search(before)
    )
