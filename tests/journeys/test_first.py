import pytest
from casework import commands
from tests.builders import OUTSIDER, filing

def test_first(people):
    out = commands.file_case("complaint", by=OUTSIDER, given=filing())
    print(out.case.number, out.case.state, out.codes)
