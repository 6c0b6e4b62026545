"""Timings with many cases in the database: `make bench`, or `python -m tests.services python -m tests.bench --help`."""

import argparse
import dataclasses
import json
import os
import sys
from pathlib import Path

import django

TEACHES = """\
先造出成批案件，再用真实案件测量。每项读取都与同一网址、同一中间件、同一会话、同一序列化而数据来自内存的“孪生”交替测量，机器上的干扰两边相同。
Fills the database with cases in bulk, then measures over HTTP. Every read is measured in turn with a twin: the same address, middleware, session
and serializer, its rows from a list in memory; so noise hits both. Times are medians and p95 in milliseconds, SQL counts leave out BEGIN and savepoints.

  make bench                                                             10,000 与 200,000 件 cases
  python -m tests.services python -m tests.bench --cases 1000 --runs 20   快速看一眼 a quick look
  python -m tests.services python -m tests.bench --json figures.json      另存数字 figures to a file as well

Bounds in milliseconds suppose a machine with nothing else to do: below each table stands how busy it was.
The bulk rows are for weight: their ledger chain does not verify. The exit status is 0 whatever the figures say."""


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=TEACHES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default="10000,200000", help="案件数量，逗号分隔，由小到大，0 为不测；sizes, rising, 0 for none (default %(default)s)")
    parser.add_argument("--runs", type=int, default=200, help="每项读取次数，办理为一半；reads per figure, half as many writes (default %(default)s)")
    parser.add_argument("--deadlines", type=int, default=1_000_000, help="在算的期限数，0 为不测；running deadlines, 0 for none (default %(default)s)")
    parser.add_argument("--pages", type=int, default=400, help="案卷的页数，0 为不测；pages of a bundle, 0 for none (default %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="数字写入文件；write the figures to a file")
    given = parser.parse_args()
    try:
        given.sizes = [int(size) for size in given.cases.split(",")] if given.cases != "0" else []
    except ValueError:
        parser.error("--cases 须为逗号分隔的整数。Numbers with commas between, such as 10000,200000")
    if given.sizes != sorted(set(given.sizes)) or any(size < 100 for size in given.sizes) or given.runs < 2:
        parser.error("--cases 须由小到大且不少于 100，--runs 不少于 2。Sizes rising from 100; at least 2 runs.")
    return given


def main() -> int:
    """Measure and print."""
    given = arguments()
    if os.environ.get("CASEWORK_TESTING") != "1":
        print("会写入大量数据，只在测试数据库上运行：make bench\nIt fills the database, so it runs on one of its own: make bench", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.config.settings")
    django.setup()
    from tests.bench import bench, bundles, inside, printing, sweeps

    by_size, swept, bound = {}, [], []
    for size, figures in bench.measure(given.sizes, given.runs):
        by_size[size] = figures
        print(printing.table(f"{size:,} 件 cases", figures))
        print(printing.machine(os.getloadavg()[0], os.cpu_count() or 1, *inside.pace()), flush=True)
    if given.deadlines:
        swept = sweeps.measure(given.deadlines, given.runs)
        print(printing.table(f"{given.deadlines:,} 项期限 deadlines", swept), flush=True)
    if given.pages:
        bound = bundles.measure(given.pages)
        print(printing.table(f"{given.pages} 页案卷 pages of a bundle", bound), flush=True)
    spans_a_second, explain_ms = inside.arithmetic()
    pages_a_second, papers_a_second, papers = inside.papers(min(given.runs * 5, 1_000))
    found = printing.verdicts(by_size) + printing.verdicts({given.deadlines: swept}) + printing.verdicts({given.pages: bound})
    print(f"\n期限计算 spans a second: {spans_a_second:,.0f}    说明一项 explain: {explain_ms:.3f} ms")
    print(f"文书排版 papers set, {papers:,}: {pages_a_second:.0f} 页 pages a second, {papers_a_second:.0f} 件 papers a second")
    print(printing.judged(found))
    if given.json:
        sizes = {str(size): [dataclasses.asdict(one) for one in figures] for size, figures in by_size.items()}
        written = {"sizes": sizes, "spans_a_second": spans_a_second, "explain_ms": explain_ms, "promises": [dataclasses.asdict(one) for one in found]}
        written |= {"deadlines": [dataclasses.asdict(one) for one in swept], "bundle": [dataclasses.asdict(one) for one in bound]}
        written["papers"] = {"set": papers, "pages_a_second": pages_a_second, "papers_a_second": papers_a_second}
        given.json.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
