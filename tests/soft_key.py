"""A security key in software: makes passkeys and signs with them as a browser hands that on."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

from rxportal.config import settings

PRESENT, VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40
ES256 = -7


@dataclass(frozen=True)
class SoftKey:
    """One passkey. ``replace`` gives the same key in another browser, on another site."""

    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    host: str = "localhost"
    origin: str = field(default_factory=lambda: settings().base_url)
    count: int = 0  # how often it has signed, as it says itself
    flags: int = PRESENT | VERIFIED

    def make(self, options: dict[str, Any]) -> str:
        """What a browser posts after making this passkey."""
        statement = {"fmt": "none", "attStmt": {}, "authData": self._data(with_key=True)}
        return self._answer(
            {
                "clientDataJSON": self._client("webauthn.create", options["challenge"]),
                "attestationObject": bytes_to_base64url(cbor2.dumps(statement)),
            }
        )

    def sign(self, options: dict[str, Any]) -> str:
        """What a browser posts after using it."""
        client, data = self._client_bytes("webauthn.get", options["challenge"]), self._data()
        signed = data + hashlib.sha256(client).digest()
        signature = self.secret.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": bytes_to_base64url(client),
                "authenticatorData": bytes_to_base64url(data),
                "signature": bytes_to_base64url(signature),
            }
        )

    def at(self, count: int) -> "SoftKey":
        return replace(self, count=count)

    def _answer(self, response: dict[str, str]) -> str:
        name = bytes_to_base64url(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})

    def _client(self, kind: str, challenge: str) -> str:
        return bytes_to_base64url(self._client_bytes(kind, challenge))

    def _client_bytes(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _data(self, *, with_key: bool = False) -> bytes:
        flags = self.flags | (HAS_CREDENTIAL if with_key else 0)
        head = hashlib.sha256(self.host.encode()).digest() + bytes([flags])
        head += self.count.to_bytes(4, "big")
        if not with_key:
            return head
        point = self.secret.public_key().public_numbers()
        coordinates = {-2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        key = cbor2.dumps({1: 2, 3: ES256, -1: 1, **coordinates})
        return head + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + key
