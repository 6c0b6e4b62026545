"""The order of the measures."""

from collections.abc import Iterator

from casework.cases.case import Case
from casework.people.models import ministry_id
from tests.bench import doors, inside, pages, reads, rows, writes
from tests.bench.measuring import Browser, Figure
from tests.builders import People, settle_people


def measure(sizes: list[int], runs: int) -> Iterator[tuple[int, list[Figure]]]:
    """Each size with its figures, as soon as they are there. Raises SystemExit where the database holds cases already."""
    if Case.objects.exists():
        raise SystemExit("数据库中已有案件，不在其上测量。The database holds cases already: make bench makes one of its own.")
    settle_people()
    places = rows.settle()
    people = People()
    ministry_id()
    names = {queue.who for queue in reads.QUEUES} | {page.who for page in pages.PAGES} | {"sh-intake", "sh-handler", "east-sh", ""}
    browsers = {name: Browser(name) for name in sorted(names)}
    for size in sizes:
        rows.grow(size, places)
        written, number = writes.through(people, browsers, max(runs // 2, 3))
        figures = [
            *reads.worklists(people, browsers, runs), *reads.detail(number, people, browsers, runs), *written,
            *pages.shown(number, people, browsers, max(runs // 4, 2)), *pages.filed(browsers, max(runs // 4, 2)),
            *doors.searches(people, max(runs // 4, 2)), *doors.overseeing(people, max(runs // 4, 2)),
            *reads.other_lists(browsers, max(runs // 4, 2)), reads.paper(number, browsers, max(runs // 10, 2)), *inside.sweeps(max(runs // 4, 2)),
        ]  # fmt: skip
        yield size, figures
