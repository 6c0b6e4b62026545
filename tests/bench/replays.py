"""A replay of 100,000 running deadlines in a process of its own, while an officer's worklist is read over and over: `make bench` runs it last."""

import os
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import django
import psycopg

BASE = Path(__file__).resolve().parents[2]
RUNNING, READS = 100_000, 200
MOST = 1.5  # times its usual median that a worklist may take meanwhile


def main() -> int:
    """Make the deadlines, read the worklist in quiet, enter the notice, read it during the replay; check every day by the oracle. Prints, exits 0."""
    if os.environ.get("CASEWORK_TESTING") != "1":
        print("会写入大量数据，只在测试数据库上运行：make bench\nIt fills the database, so it runs on one of its own: make bench", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.config.settings")
    django.setup()
    from casework import clock
    from casework.cases import replaying
    from tests import replays
    from tests.bench import inside, printing
    from tests.bench.measuring import Browser, timed
    from tests.builders import settle_people

    settle_people()
    replays.make_running(RUNNING, first=date(2026, 11, 2), last=date(2026, 12, 10))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    browser = Browser("sh-handler")

    def read() -> float:
        return timed(lambda: browser.send("GET", "/api/worklist/?queue=office"))

    for _ in range(20):
        read()
    usual = [read() for _ in range(READS)]
    version = replays.enter()
    touched = replaying.touched()
    begun, meanwhile = time.perf_counter(), []
    child = subprocess.Popen([sys.executable, "manage.py", "replay"], cwd=BASE, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    while replaying.touched() == touched and child.poll() is None:
        time.sleep(0.05)  # it is still starting
    started = time.perf_counter()
    while child.poll() is None:
        meanwhile.append(read())
    took, seconds = time.perf_counter() - begun, time.perf_counter() - started
    moved, cases = replays.assert_right(version.pk, clock.civil_day(version.made_at))
    was, now = statistics.median(usual), statistics.median(meanwhile)
    print(f"\n== 重算 replay：{RUNNING:,} 项在计算的期限 running deadlines ==")
    print(f"受影响 touched {touched:,}，变动 moved {moved:,}（{cases:,} 件 cases），逐日核对无误 right by the oracle")
    print(f"用时 {took:.1f} 秒，其中重算 {seconds:.1f} 秒 (seconds)，每秒 {touched / seconds:,.0f} 项 deadlines a second")
    ratio = f"{now / was:.2f} ×，{len(meanwhile)} 次 reads（界限 bound ≤ {MOST:g} ×）{printing.SAID[now / was <= MOST]}"
    print(f"同时的待办 worklist meanwhile：中位 median {now:.2f} ms，平时 usually {was:.2f} ms，{ratio}")
    print(printing.machine(os.getloadavg()[0], os.cpu_count() or 1, *inside.pace()))
    return child.returncode


if __name__ == "__main__":
    sys.exit(main())
