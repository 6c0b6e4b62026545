"""What a complainant reads: every state, step and clock of a complaint in plain words. (Chinese, English) each."""

from frontend.citizen.telling import CHALLENGE, NOTHING, Pair, Telling

# State -> (headline, what you need to do). An empty second: nothing, and the page says so while the case is open.
STATES: dict[str, tuple[Pair, Pair]] = {
    "new": (("还没有提交", "Not filed yet"), NOTHING),
    "enquiry": (("我们收到了您的咨询", "We have your question"), NOTHING),
    "answered": (("您的咨询已经解答", "Your question is answered"), NOTHING),
    "received": (("我们收到了您的申诉，正在看能不能受理", "We have your complaint and are looking whether we can take it up"), NOTHING),
    "redirected": (
        ("请先找企业，再来找我们", "Please go to the operator first"),
        ("向企业投诉。企业没按时答复，或者您不满意，就在这里再次提出。",
         "Complain to the operator. If it does not answer in time, or you are not satisfied, come back here."),
    ),
    "awaiting_material": (
        ("还缺材料，等您补来", "Some material is missing; we wait for you"),
        ("请补这些材料：", "Please send:"),
    ),
    "wrong_seat": (("这件事归另一个机构办，我们正在转过去", "Another office is in charge; we are passing it on"), NOTHING),
    "refused": (("我们不能受理这件事，原因写在通知书里", "We cannot take this up; the notice says why"), NOTHING),
    "accepted": (("已经受理，正要转给企业", "Taken up; about to go to the operator"), NOTHING),
    "forwarded": (("已经转给企业，等它答复", "With the operator; we wait for its answer"), NOTHING),
    "objected": (("企业说这事不归它，我们在核实", "The operator says it is not its matter; we are checking"), NOTHING),
    "operator_replied": (("企业答复我们了，我们在核对", "The operator has answered us; we are checking"), NOTHING),
    "mediating": (("我们正在和您、企业一起谈", "We are mediating between you and the operator"), NOTHING),
    "reconciled": (("谈好了，处理完了", "Settled; the case is closed"), NOTHING),
    "agreed": (("调解成了，协议在下面的文书里", "Mediation succeeded; the agreement is among the papers"), NOTHING),
    "terminated": (("没有谈成。您还可以去仲裁或法院", "No agreement. Arbitration or a court remain open to you"), NOTHING),
    "replied": (("处理完了，结果在答复里", "Done; the reply tells the result"), NOTHING),
    "withdrawn": (("您撤回了申诉，我们不再办了", "You withdrew the complaint; we have stopped"), NOTHING),
    "merged": (("您的另一件申诉说的是同一件事，两件并在一起办", "The same matter is in another complaint of yours; both go on as one"), NOTHING),
    "stopped": (("别的机关已经在办，我们不再办了", "Another body has the matter; we have stopped"), NOTHING),
    "report_received": (("我们收到了您的举报，正在核查", "We have your report and are checking it"), NOTHING),
    "report_sorted": (("您的举报处理完了，结果在告知书里", "Your report is dealt with; the notice tells the result"), NOTHING),
}  # fmt: skip
# Final state -> (its paper, what of the paper is the point of it, its heading).
ENDINGS: dict[str, tuple[str, str, Pair]] = {
    "answered": ("enquiry_answer", "answer", ("我们的答复", "Our answer")),
    "redirected": ("operator_first", "how", ("怎么向企业投诉", "How to complain to the operator")),
    "refused": ("refusal", "reasons", ("为什么不能受理", "Why we cannot take it up")),
    "reconciled": ("settlement_note", "terms", ("谈好的内容", "What was settled")),
    "agreed": ("mediation_agreement", "terms", ("协议的内容", "What was agreed")),
    "terminated": ("mediation_ended", "reason", ("为什么没有谈成", "Why there is no agreement")),
    "replied": ("closing_reply", "result", ("处理结果", "The result")),
    "merged": ("merger_notice", "reason", ("为什么并在一起", "Why they were joined")),
    "stopped": ("stop_notice", "reasons", ("为什么不再办", "Why we stopped")),
    "report_sorted": ("report_result", "result", ("处理结果", "The result")),
}  # fmt: skip
OPERATOR_LATE: Pair = ("企业还没答复，我们在催", "The operator has not answered yet; we are pressing it")

# What has happened, by step, where it concerns a citizen.
HAPPENED: dict[str, Pair] = {
    "enquire": ("您向我们咨询", "You asked us a question"),
    "answer_enquiry": ("我们解答了您的咨询", "We answered your question"),
    "take_as_complaint": ("我们把您的咨询作为申诉登记", "We registered your question as a complaint"),
    "file": ("我们收到了您的申诉", "We received your complaint"),
    "file_report": ("我们收到了您的举报", "We received your report"),
    "redirect": ("我们告诉您先找企业", "We told you to go to the operator first"),
    "reenter": ("您再次提出申诉", "You came back with the complaint"),
    "ask_material": ("我们请您补材料", "We asked you for material"),
    "supply_material": ("您补来了材料", "You sent the material"),
    "add_material": ("您补充了材料", "You added material"),
    "send_to_seat": ("我们转给负责这家企业的机构", "We passed it to the office in charge of this operator"),
    "receive_at_seat": ("负责的机构收到了", "The office in charge received it"),
    "refuse": ("我们决定不受理", "We decided not to take it up"),
    "accept": ("我们决定受理", "We decided to take it up"),
    "forward": ("我们转给了企业", "We passed it to the operator"),
    "uphold_objection": ("我们改转给另一家企业", "We passed it to another operator"),
    "confirm_settlement": ("您确认已经谈好", "You confirmed a settlement"),
    "reconcile": ("您和企业都确认谈好了，办结", "Both sides confirmed the settlement; closed"),
    "consent_mediation": ("您同意由我们调解", "You agreed to mediation"),
    "open_mediation": ("我们开始调解", "We opened mediation"),
    "offer": ("企业提出了方案", "The operator made an offer"),
    "record_agreement": ("调解达成协议", "An agreement was reached"),
    "end_mediation": ("调解没有谈成", "Mediation ended without agreement"),
    "reply": ("我们把处理结果答复您", "We told you the result"),
    "withdraw": ("您撤回了申诉", "You withdrew the complaint"),
    "merge": ("我们把两件申诉并在一起", "We joined two complaints"),
    "split": ("我们把另一件事单独立案", "We made the second matter a case of its own"),
    "stop": ("别的机关已在办，我们终止处理", "Another body has it; we stopped"),
    "extend_henan": ("我们延长了答复时间", "We extended the time to answer"),
    "request_testing": ("我们请机构检测", "We ordered a technical test"),
    "record_testing": ("检测有了结论", "The test has a finding"),
    "sort_report": ("我们处理了您的举报", "We dealt with your report"),
    "rate": ("您评价了我们", "You rated us"),
    "challenge": ("您申请工作人员回避", "You asked that somebody of the office stay out"),
    "rectify": ("我们撤销了前面的一步，撤回的文书见更正通知书", "We withdrew an earlier step; the correcting paper says which paper is taken back"),
    "recuse": ("我们对回避作出决定", "We decided whether somebody of the office stays out"),
    "confirm_address": ("送达地址和方式已确认", "Where and how papers reach you was confirmed"),
}

# What a citizen may do: (button, what is said afterwards).
MAY: dict[str, tuple[Pair, Pair]] = {
    "supply_material": (("补材料", "Send the missing material"), ("材料收到了。", "The material has arrived.")),
    "add_material": (("补充材料", "Add material"), ("材料收到了。", "The material has arrived.")),
    "reenter": (
        ("企业答复了我不满意，或者到期没答复", "The operator answered badly, or not in time"),
        ("已收到，重新开始计算时间。", "Received; the time starts anew."),
    ),
    "confirm_settlement": (
        ("已经和企业谈好了", "I have settled with the operator"), ("记下了。企业也确认后就办结。", "Noted. We close once the operator confirms."),
    ),
    "consent_mediation": (
        ("愿意让你们出面，和企业一起谈", "I agree that you mediate"), ("记下了。企业也愿意就开始谈。", "Noted. It begins once the operator agrees."),
    ),
    "confirm_address": (
        ("填写送达地址和方式", "Say where papers should go"), ("记下了。以后的文书按您填的地址和方式送达。", "Noted. Papers will go there from now on."),
    ),
    "withdraw": (("不想申诉了，撤回", "Withdraw the complaint"), ("已经撤回。", "Withdrawn.")),
    "challenge": CHALLENGE,
    "rate": (("评价我们的办理", "Rate how we handled it"), ("谢谢您的评价。", "Thank you for rating.")),
}  # fmt: skip
# What the button under the form does, where it is more than sending what was written.
ACTS: dict[str, Pair] = {
    "confirm_settlement": ("确认谈好了", "Confirm: it is settled"), "consent_mediation": ("我愿意", "I agree"), "withdraw": ("确认撤回", "Confirm: withdraw"),
}  # fmt: skip

# What is owed: (duty, it as a heading, it inside a sentence); of several limits on one duty the earliest is shown.
OWED: dict[str, tuple[str, Pair]] = {
    "TC-04": ("decision", ("告诉您受不受理", "tell you whether we take it up")),
    "TC-15": ("decision", ("告诉您受不受理", "tell you whether we take it up")),
    "TC-05": ("forwarding", ("转给企业", "pass it to the operator")),
    "TC-06": ("operator", ("答复我们", "answer us")),
    "TC-07": ("answer", ("答复您处理结果", "tell you the result")),
    "TC-08": ("answer", ("答复您处理结果", "tell you the result")),
    "TC-13": ("answer", ("答复您处理结果", "tell you the result")),
    "TC-09": ("mediation", ("谈出结果", "finish mediating")),
    "TC-16": ("mediation", ("谈出结果", "finish mediating")),
    "TC-11": ("report", ("处理您的举报", "deal with your report")),
}

# What a citizen can do once that day has passed, by what the rule says of its end: (said, the law it rests on). The article is the law's, as in the
# project's reading of it; where no text was seen none is named.
NO_ANSWER: Pair = (
    "过了这一天还没有告诉您，您可以向工业和信息化部申请行政复议；也可以先打电话问我们。",
    "If you have heard nothing after that day, you may ask the Ministry of Industry and Information Technology for reconsideration; or call us first.",
)
AFTER: dict[str, tuple[Pair, str]] = {
    "breach": (NO_ANSWER, "行政复议法 11(11)、23①(3)"),
    "house_alarm": (
        ("过了这一天我们会催；最后答复您的日子不变。", "After that day we press for it; the day by which you get our answer does not move."), "",
    ),
    "mediation_ends": (
        ("到这一天没有谈成，调解就结束；您还可以去仲裁或法院。", "If nothing is agreed by then, mediation ends; arbitration or a court remain open."), "",
    ),
}  # fmt: skip
ALIKE = {"civil_suit": "mediation_ends"}
# What of a step's form is the citizen's to fill; other fields are for the office that writes down what somebody said.
ASKED: dict[str, tuple[str, ...]] = {
    "confirm_settlement": (), "consent_mediation": (), "supply_material": ("note", "attachments"), "add_material": ("note", "attachments"),
    "confirm_address": ("electronic", "address"), "challenge": ("whom", "why", "uploads"),
}  # fmt: skip
LEADS: dict[str, Pair] = {
    "withdraw": ("撤回后我们就不办了。原因可以不写。", "We stop once you withdraw. You need not say why."),
    "consent_mediation": (
        "愿意让我们出面，和企业一起谈吗？谈不成，您还可以去仲裁或法院。",
        "Shall we sit down with you and the operator? If it fails, arbitration and court remain open.",
    ),
    "confirm_settlement": (
        "企业也确认后，我们就办结。还没谈好，请不要点。", "Once the operator confirms too, we close the case. Do not press this before you have agreed.",
    ),
    "reenter": ("告诉我们企业怎么答复的。没答复，日期就空着。", "Tell us how the operator answered. If it did not, leave that day empty."),
}  # fmt: skip
TELLING = Telling(
    states=STATES, endings={state: ((paper,), name, heading) for state, (paper, name, heading) in ENDINGS.items()}, happened=HAPPENED, may=MAY, acts=ACTS,
    owed=OWED, afters=AFTER, alike=ALIKE, never_law=frozenset({"report"}), asked=ASKED, leads=LEADS, late={"forwarded": OPERATOR_LATE},
    first=("supply_material", "reenter", "consent_mediation", "confirm_settlement", "rate"), last=("withdraw",), also_closed=frozenset({"reenter"}),
    once={"consent_mediation": "applicant_consent_on", "confirm_settlement": "applicant_confirmed_on", "rate": "satisfaction"},
)  # fmt: skip
