"""Tells of every connection to another machine.

A Python that starts with this folder in ``PYTHONPATH`` imports this module first.
"""

import ipaddress
import sys

TOLD = "OUTGOING CONNECTION"
found: list[object] = []


def _elsewhere(address: object) -> bool:
    if not isinstance(address, tuple):  # the path of a socket on this machine
        return False
    host = str(address[0])
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _tell(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and _elsewhere(arguments[1]):
        found.append(arguments[1])
        sys.stderr.write(f"{TOLD} {arguments[1]}\n")


sys.addaudithook(_tell)
