"""Django looks for models here; each lives with its rules."""

from casework.cases.alarms import Alarm, Digest
from casework.cases.alike import WordCount
from casework.cases.attachments import Attachment
from casework.cases.attribution import Attribution
from casework.cases.case import Access, Case, Link
from casework.cases.clocks import Deadline, Suspension
from casework.cases.documents import Document, Series
from casework.cases.firsthand import Check
from casework.cases.grounds import GroundAnswer
from casework.cases.handling import Assignment, HandOver, Recusal, RecusalRequest
from casework.cases.heartbeat import Heartbeat
from casework.cases.idempotency import Receipt
from casework.cases.imports import ImportRefusal, ImportRun
from casework.cases.ledger import Checkpoint, Entry, EntryContent
from casework.cases.matter import Matter
from casework.cases.outbox import Message
from casework.cases.parties import Party
from casework.cases.proposals import Consent, Proposal
from casework.cases.proposed_schedules import ScheduleProposal
from casework.cases.schedules import ScheduleVersion
from casework.cases.service import Service
from casework.cases.signatures import Signature
from casework.cases.textblocks import TextBlock
from casework.cases.turns import Turn
from casework.cases.words import Words

__all__ = [
    "Access", "Alarm", "Assignment", "Attachment", "Attribution", "Case", "Check", "Checkpoint", "Consent", "Deadline", "Digest", "Document",
    "Entry", "EntryContent", "GroundAnswer", "HandOver", "Heartbeat", "ImportRefusal", "ImportRun", "Link", "Matter", "Message", "Party", "Proposal",
    "Receipt", "Recusal", "RecusalRequest", "ScheduleProposal", "ScheduleVersion", "Series", "Service", "Signature", "Suspension", "TextBlock", "Turn",
    "WordCount", "Words",
]  # fmt: skip
