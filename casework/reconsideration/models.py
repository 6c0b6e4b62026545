"""Django looks for models here; each lives with its rules."""

from casework.reconsideration.officers import Officer
from casework.reconsideration.workflow import Reconsideration

__all__ = ["Officer", "Reconsideration"]
