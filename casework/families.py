"""Kind -> family."""

from casework.cases.case import Case
from casework.complaints.workflow import Complaint
from casework.petitions.workflow import Petition

FAMILIES: dict[str, type[Case]] = {"complaint": Complaint, "petition": Petition}
BY_NAME = {"complaints": "complaint", "petitions": "petition", "reconsideration": "reconsideration"}
