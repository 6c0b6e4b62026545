"""kill -9 of web, worker, scheduler, PostgreSQL and Valkey at random moments, while ten clients file and act over HTTP."""

import random
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.killed_system import SERVICES, Whole, up
from tests.faults.persistent_client import COURSE, Client
from tests.faults.test_embedded import public_folder
from tests.faults.test_outage import mails, wait_for

CLIENTS = 10
ACTS_BETWEEN = 40  # acknowledged in all, at least, before each round of kills
STEPS = [step for _, step, _ in COURSE]
TOLD = f"SELECT c.number, m.step, m.role, m.channel, d.type FROM cases_message m JOIN cases_case c ON c.id = m.case_id\
 LEFT JOIN cases_document d ON d.id = m.document_id WHERE m.step IN {('file', *STEPS)}"


@pytest.fixture
def whole(working_hours: None) -> Iterator[Whole]:
    """Everything, running, with its people, before anything is filed."""
    with public_folder() as folder, up(folder) as found:
        yield found


def kill_while_clients_work(whole: Whole, rounds: int) -> tuple[list[Client], Counter[str]]:
    """Each round kills every service once, in an order and at moments of chance; it begins when the clients have got on since the last."""
    stop, chance, killed = threading.Event(), random.Random(20261125), Counter[str]()
    clients = [Client(whole, number, stop) for number in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        working = [pool.submit(client.work) for client in clients]
        try:
            for number in range(rounds):
                least = ACTS_BETWEEN * (number + 1)
                wait_for(lambda least=least: acknowledged(clients) >= least or any(one.done() for one in working), 120, whole.process)
                for service in chance.sample(SERVICES, len(SERVICES)):
                    time.sleep(0.1 + 3 * chance.random())
                    whole.kill(service, chance)
                    killed[service] += 1
        finally:
            stop.set()
        for one in working:
            one.result()
    return clients, killed


def acknowledged(clients: list[Client]) -> int:
    """How many acts."""
    return sum(len(one.filed) + len(one.taken) for one in clients)


def assert_nothing_is_lost(whole: Whole, clients: list[Client]) -> None:
    """Every acknowledged filing and step once, every message of every step once, paper numbers without a gap."""
    filed = {key: number for client in clients for key, number in client.filed.items()}
    titles = {title: number for number, title in whole.rows("SELECT number, title FROM cases_case")}
    assert titles == {f"第{key}件": number for key, number in filed.items()}, "each key is one case, and none is there beside"
    assert whole.rows("SELECT count(*) FROM cases_case") == [(len(filed),)]
    taken = Counter(whole.rows("SELECT c.number, e.step FROM cases_entry e JOIN cases_case c ON c.id = e.case_id"))
    once = {(number, step): taken[number, step] for number in filed.values() for step in ("file", *STEPS)}
    assert set(once.values()) == {1}, {act: times for act, times in once.items() if times != 1}
    assert {act for client in clients for act in client.taken | client.unheard} == {act for act in once if act[1] != "file"}

    told: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for number, *row in whole.rows(TOLD):
        told[number][tuple(row)] += 1
    usual = Counter(map(lambda one: tuple(sorted(one.items(), key=str)), told.values())).most_common()
    assert (set(told), len(usual)) == (set(filed.values()), 1), usual
    assert {step for (step, *_), _ in usual[0][0]} >= {"file", "accept", "forward"}

    papers: defaultdict[str, list[int]] = defaultdict(list)
    for (number,) in whole.rows("SELECT number FROM cases_document"):
        found = re.fullmatch(r"(.+〔\d{4}〕)(\d+)号", number)
        assert found, number
        papers[found[1]].append(int(found[2]))
    assert {series: sorted(numbers) for series, numbers in papers.items()} == {series: list(range(1, len(all) + 1)) for series, all in papers.items()}
    assert sum(map(len, papers.values())) == 3 * len(filed), "acceptance, transfer, withdrawal"


def go_through_it(whole: Whole, rounds: int) -> None:
    """Kill, then see that all comes back by itself and nothing is missing."""
    began = time.monotonic()
    clients, killed = kill_while_clients_work(whole, rounds)
    assert killed == dict.fromkeys(SERVICES, rounds)
    wait_for(lambda: whole.health().get("status") == "ok", 180, whole.process)
    wait_for(lambda: whole.rows("SELECT count(*) FROM cases_message WHERE sent_at IS NULL AND dead_at IS NULL") == [(0,)], 300, whole.process)
    assert whole.rows("SELECT count(*) FROM cases_message WHERE dead_at IS NOT NULL") == [(0,)]
    for client in clients:
        for key in client.filed:
            client.repeat(key)
    assert_nothing_is_lost(whole, clients)
    assert set(mails(whole.var)) == {f"user{key}@example.com" for client in clients for key in client.filed}
    verified = whole.manage("verify_ledger")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    odd = sum((client.odd for client in clients), Counter[str]())
    print(
        f"{killed.total()} kills in {time.monotonic() - began:.0f} s; acknowledged: {sum(len(one.filed) for one in clients)} filings, "
        f"{sum(len(one.taken) for one in clients)} steps; {sum(len(one.unheard) for one in clients)} steps taken whose answer was lost; "
        f"{sum(one.repeated for one in clients)} keys repeated; answers that failed: {dict(odd)}\n{verified.stdout}"
    )
    assert {name for name in odd if name.startswith("500")} == set()


@pytest.mark.full
def test_fifty_kills(whole: Whole) -> None:
    """Each service ten times."""
    go_through_it(whole, 10)
