"""Django looks for models here; each lives with its rules."""

from casework.petitions.visits import ReceptionPlace, TicketSeries, Visit, VisitAct, VisitFile
from casework.petitions.workflow import Petition

__all__ = ["Petition", "ReceptionPlace", "TicketSeries", "Visit", "VisitAct", "VisitFile"]
