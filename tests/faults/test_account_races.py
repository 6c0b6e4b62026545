"""Accounts under two hands at once."""

from threading import Thread

from django.db import connections, transaction

from casework import commands
from casework.cases.refusals import Forbidden
from casework.people.models import Membership, Organisation, User
from tests.builders import People


def test_two_administrators_cannot_close_each_other_at_once(committed: People) -> None:
    second = User.objects.create(username="east-hq-2", name="华东通信总部乙")
    Membership.objects.create(user=second, organisation=Organisation.objects.get(code="OP-EAST"), role="operator_admin")
    actors, said = {name: committed[name] for name in ("east-hq", "east-hq-2")}, []

    def close_the_first() -> None:
        try:
            commands.close_account("east-hq", by=actors["east-hq-2"])
            said.append("closed")
        except Forbidden:
            said.append("refused")
        finally:
            connections.close_all()

    thread = Thread(target=close_the_first)
    with transaction.atomic():
        commands.close_account("east-hq-2", by=actors["east-hq"])
        thread.start()
        thread.join(timeout=1.5)
        assert thread.is_alive()  # it waits for the other to be done
    thread.join(timeout=10)
    assert said == ["refused"]
    assert list(User.objects.filter(username__startswith="east-hq", is_active=True).values_list("username", flat=True)) == ["east-hq"]
