"""Parties of a case: complainant, agent, respondent and the rest; personal data encrypted, searchable by keyed digest."""

import hashlib
import hmac
import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from casework.cases.encryption import EncryptedText, search_digest
from casework.people.models import Organisation
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.case import Case

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CONTACT_FIELDS = ("phone", "email", "address", "postcode", "id_number")


class Party(models.Model):
    """Someone who stands in the case. The respondent is an organisation; the others are people with encrypted contact data."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    phone = EncryptedText(purpose="party.phone", null=True)
    email = EncryptedText(purpose="party.email", null=True)
    address = EncryptedText(purpose="party.address", null=True)
    postcode = models.CharField(max_length=12, blank=True)
    id_number = EncryptedText(purpose="party.id_number", null=True)
    phone_digest = models.BinaryField(max_length=32, null=True)
    id_digest = models.BinaryField(max_length=32, null=True)
    authority = models.TextField(blank=True)  # an agent's authority: matters, powers, term
    service_address = EncryptedText(purpose="party.service_address", null=True)  # agreed for service, where it is not the address
    electronic_consent_on = models.DateField(null=True)
    code_hash = models.BinaryField(max_length=32, null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case", "role"]),
            models.Index(fields=["phone_digest"], name="party_phone"),
            models.Index(fields=["id_digest"], name="party_id_number"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"

    @property
    def reached_electronically(self) -> bool:
        """True where electronic service was agreed to and so counts on arrival."""
        return self.electronic_consent_on is not None


def person(case: "Case", role: Role, given: dict[str, Any], prefix: str, *, on: date) -> Party:
    """A party from form fields `<prefix>_name`, `_phone`, `_email`, `_address`, `_postcode`, `_id_number`; unsaved."""
    value = {name: (given.get(f"{prefix}_{name}") or "") for name in ("name", *CONTACT_FIELDS)}
    return Party(
        case=case, role=role, name=value["name"], phone=value["phone"] or None, email=value["email"] or None,
        address=value["address"] or None, postcode=value["postcode"], id_number=value["id_number"] or None,
        phone_digest=search_digest(value["phone"]) if value["phone"] else None,
        id_digest=search_digest(value["id_number"]) if value["id_number"] else None,
        electronic_consent_on=on if given.get("electronic_service") else None, since=on,
    )  # fmt: skip


def organisation_party(case: "Case", role: Role, organisation: Organisation, *, on: date) -> Party:
    """An office or operator as a party; operators that joined the platform agreed to electronic service; unsaved."""
    return Party(case=case, role=role, name=organisation.name, organisation=organisation, electronic_consent_on=organisation.electronic_since, since=on)


def new_query_code() -> str:
    """Ten characters of Crockford base32 (50 bits), shown once."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(10))


def hash_code(number: str, code: str) -> bytes:
    """SHA-256 over number and code as people type it: case and look-alikes (O, I, L) do not matter."""
    typed = code.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1").replace("-", "").replace(" ", "")
    return hashlib.sha256(f"{number}:{typed}".encode()).digest()


def code_opens(party: Party, number: str, code: str) -> bool:
    """True where the code is this party's; compared in constant time."""
    return party.code_hash is not None and code_is(bytes(party.code_hash), number, code)


def code_is(digest: bytes, number: str, code: str) -> bool:
    """True where this is the digest of the code; compared in constant time."""
    return hmac.compare_digest(digest, hash_code(number, code))
