"""Django looks for models here; each lives with its rules."""

from casework.complaints.replies import Consent, Inquiry, Objection, OperatorReply, Testing
from casework.complaints.workflow import Complaint

__all__ = ["Complaint", "Consent", "Inquiry", "Objection", "OperatorReply", "Testing"]
