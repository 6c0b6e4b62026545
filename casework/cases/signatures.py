"""The signed file of a paper: one row for each paper, the file among the uploads by its digest, the same bytes for every reader."""

import hashlib

from django.db import models

from casework.cases import attachments
from casework.cases.documents import Document
from casework.cases.refusals import NotFound


class Signature(models.Model):
    """Which file went out for a paper and by which certificate. The database refuses changes; entry `entry_seq` of the case's ledger names the file."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="signature")
    sha256 = models.BinaryField(max_length=32, unique=True)
    size = models.IntegerField()
    subject = models.CharField(max_length=500)
    serial = models.CharField(max_length=50)
    fingerprint = models.BinaryField(max_length=32)
    test = models.BooleanField()
    signed_at = models.DateTimeField()
    entry_seq = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.document_id}: {bytes(self.sha256).hex()}"


class Damaged(NotFound):
    """The signed file is not there or not the one that was signed: nobody gets another in its place."""


def file_of(signature: Signature) -> bytes:
    """The signed file. Raises Damaged where it is not what the row says."""
    digest = bytes(signature.sha256)
    try:
        found = attachments.path_of(digest).read_bytes()
    except OSError as error:
        raise Damaged(f"the signed file of paper {signature.document_id}: {error.strerror}") from error
    if hashlib.sha256(found).digest() != digest:
        raise Damaged(f"the signed file of paper {signature.document_id} was changed")
    return found
