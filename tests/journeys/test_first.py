import pytest
from casework import commands, jobs, queries
from casework.cases import ledger, verification
from casework.cases.service import Service
from casework.cases.case import Case
from tests.builders import OUTSIDER, filing
from django.db import connection
from django.test.utils import CaptureQueriesContext

OK = {g: {"met": True, "why": "已核对"} for g in ("T9","T10-1","T10-2","T10-3","T10-4","T11-1","T11-2","T11-3","T11-4","T11-6")}

def act(number, step, by, answers=None, **given):
    with CaptureQueriesContext(connection, ) as c:
        out = commands.take_step(number, step, by=by, given=given, answers=answers)
    print(f"{step:20} {out.case.state:18} due {out.case.due_on} {out.case.due_rule} waits {out.case.waits_on} papers {[p.number for p in out.taking.papers] if out.taking else None} q={len(c)}")
    if len(c)>25:
        for q in c.captured_queries: print("      ", q["sql"][:150])
    return out

def test_first(committed):
    people = committed
    with CaptureQueriesContext(connection) as c:
        out = commands.file_case("complaint", by=OUTSIDER, given=filing())
    n = out.case.number
    print(n, out.case.state, out.codes, out.case.due_on, out.case.due_rule, len(c))
    guest = commands.enter_by_code(n, out.codes["applicant"])
    intake, handler, head, op = people["sh-intake"], people["sh-handler"], people["sh-head"], people["east-sh"]
    for s in queries.case_file(n, intake).steps: print("   ", s.step.name, [r.zh for r in s.reasons])
    act(n, "accept", intake, OK, handler="sh-handler")
    act(n, "forward", handler)
    jobs.deliver()
    c = Case.objects.get(number=n); print(c.due_on, c.due_rule)
    act(n, "acknowledge", op) if Service.objects.filter(case__number=n, served_on=None, party__role="respondent").exists() else print("arrived already")
    act(n, "operator_reply", op, facts="已查明", result="退费120元", complainant_view="不认可")
    act(n, "return_reply", handler, reasons="未说明计费依据")
    act(n, "operator_reply", op, facts="已查明，附依据", result="退费120元", complainant_view="认可")
    act(n, "consent_mediation", guest)
    act(n, "consent_mediation", op)
    act(n, "open_mediation", handler, requested_by="applicant", mediator="沪承办")
    p = act(n, "reply", handler, facts_found="属实", result="已退费", outcome="recognised" , applicant_view="认可")
    with CaptureQueriesContext(connection) as c:
        out = commands.approve(n, p.proposal.pk, by=head)
    print("approve", out.case.state, len(c), [x.number for x in out.taking.papers])
    for d in queries.case_file(n, head).deadlines: print(d.rule, d.status, d.last_day, d.met_on, d.house)
    jobs.deliver(); jobs.sweep(); jobs.checkpoint()
    for s in Service.objects.filter(case__number=n): print(s.document.title, s.party.role, s.method, s.served_on)
    print(verification.verify())
