"""The certificate of a case: for each of its deadlines the entry that began it, the entry that ended it, and the papers that prove both.

Nothing is written down twice: it is read off the case's own rows, which point at each other by the entry's number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.service import Service

Paper = tuple[Document, tuple[Service, ...]]


@dataclass(frozen=True)
class Proof:
    """One deadline: what began it (for a clock of the other side the service of a paper), what ended it (None while it runs), with the papers that
    the same entry issued or served and how each was served."""

    deadline: Deadline
    began: Entry | None
    began_by: tuple[Paper, ...]
    ended: Entry | None
    ended_by: tuple[Paper, ...]


def certificate(deadlines: Sequence[Deadline], entries: Sequence[Entry], papers: Sequence[Document], services: Sequence[Service]) -> list[Proof]:
    """The proofs of a case's deadlines, in the order in which they began; no query: the rows are those of its file."""
    by_seq = {one.seq: one for one in entries}

    def of_entry(seq: int | None) -> tuple[Paper, ...]:
        if seq is None:
            return ()
        served = {one.document_id for one in services if one.entry_seq == seq}
        found = [one for one in papers if one.entry_seq == seq or one.pk in served]
        return tuple((one, tuple(row for row in services if row.document_id == one.pk)) for one in found)

    return [
        Proof(one, by_seq.get(one.started_by_seq), of_entry(one.started_by_seq), by_seq.get(one.ended_by_seq or 0), of_entry(one.ended_by_seq))
        for one in sorted(deadlines, key=lambda row: (row.started_by_seq, row.pk))
    ]
