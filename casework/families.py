"""Kind -> family."""

from casework.cases.case import Case
from casework.complaints.workflow import Complaint
from casework.petitions.workflow import Petition
from casework.reconsideration.workflow import Reconsideration

FAMILIES: dict[str, type[Case]] = {"complaint": Complaint, "petition": Petition, "reconsideration": Reconsideration}
BY_NAME = {"complaints": "complaint", "petitions": "petition", "reconsideration": "reconsideration"}
