import pytest
from tests.statute.petition_moves import *
from tests.statute.complaint_table import rows
PATH = {name: text for name, text in rows(PATHS)}
@pytest.mark.parametrize("state", list(PATH))
def test_state(people, state):
    f = File(people).go(PATH, PATH[state])
    c=f.case
    print("STATE", state, c.state, c.waits_on, {k:str(v) for k,v in sorted(f.running().items())}, c.due_rule, c.due_on)
    assert state == "outside" or c.state == state
