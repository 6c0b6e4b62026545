import time, statistics
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.api.browser import OK, Caller, filed
from tests.api.test_lists import statements
def test_c(committed):
    i, h, o, e = Caller().signed_in("sh-intake"), Caller().signed_in("sh-handler"), Caller().signed_in("east-sh"), Caller().signed_in("east-hq")
    filed()
    def m(label, f):
        with CaptureQueriesContext(connection) as c: r = f()
        print(label, len(statements(c)), "statements")
        return r
    case = m("file", filed); n = case["number"]
    m("file with key", lambda: Caller().post("/api/cases/", {"Idempotency-Key": "zz"}, kind="complaint", applicant_name="x", claim="y"))
    m("detail received/intake", lambda: i.get(f"/api/cases/{n}/"))
    m("accept", lambda: i.step(n, "accept", grounds=OK, handler="sh-handler"))
    m("forward", lambda: h.step(n, "forward", summary="x"))
    m("detail forwarded/handler", lambda: h.get(f"/api/cases/{n}/"))
    m("detail forwarded/operator", lambda: o.get(f"/api/cases/{n}/"))
    m("operator_reply", lambda: o.step(n, "operator_reply", facts="a", result="b", complainant_view="c"))
    p = m("propose reply", lambda: h.step(n, "reply", facts_found="a", result="b", outcome="recognised"))
    hd = Caller().signed_in("sh-head")
    m("approve", lambda: hd.post(f"/api/cases/{n}/proposals/{p['proposal']['id']}/approve/"))
    for who in (i, o, e): m("worklist", lambda: who.get("/api/worklist/"))
    m("deadlines", lambda: i.get("/api/deadlines/")); m("inbox", lambda: i.get("/api/inbox/")); m("nys", lambda: i.get("/api/not-yet-served/"))
    for label, f in (("worklist", lambda: i.get("/api/worklist/")), ("detail", lambda: i.get(f"/api/cases/{case['number']}/")), ("file", filed)):
        t = []
        for _ in range(30):
            a = time.perf_counter(); f(); t.append(time.perf_counter() - a)
        print(label, round(statistics.median(t) * 1000, 1), "ms")
