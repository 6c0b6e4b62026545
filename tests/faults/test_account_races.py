"""Accounts under two hands at once."""

from threading import Barrier, Thread

from django.db import connections

from casework import commands
from casework.cases.refusals import Forbidden, Refused
from casework.people.models import Membership, Organisation, User
from tests.builders import People


def test_two_administrators_cannot_close_each_other_at_once(committed: People) -> None:
    second = User.objects.create(username="east-hq-2", name="华东通信总部乙")
    Membership.objects.create(user=second, organisation=Organisation.objects.get(code="OP-EAST"), role="operator_admin")
    actors, gate, said = {name: committed[name] for name in ("east-hq", "east-hq-2")}, Barrier(2), []

    def close(by: str, whom: str) -> None:
        gate.wait()
        try:
            commands.close_account(whom, by=actors[by])
            said.append("closed")
        except (Refused, Forbidden):
            said.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=close, args=pair) for pair in (("east-hq", "east-hq-2"), ("east-hq-2", "east-hq"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["closed", "refused"]
    assert Membership.objects.filter(organisation__code="OP-EAST", role="operator_admin", user__is_active=True).count() == 1
