"""Kind -> family."""

from casework.cases.case import Case
from casework.complaints.workflow import Complaint

FAMILIES: dict[str, type[Case]] = {"complaint": Complaint}
BY_NAME = {"complaints": "complaint", "petitions": "petition", "reconsideration": "reconsideration"}
