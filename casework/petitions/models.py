"""Django looks for models here; each lives with its rules."""

from casework.petitions.workflow import Petition

__all__ = ["Petition"]
