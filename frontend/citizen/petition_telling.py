"""What a petitioner reads: every state, step and clock of a petition, its review and its recheck in plain words. (Chinese, English) each."""

from frontend.citizen.telling import CHALLENGE, NOTHING, Pair, Telling

WAIT: Pair = NOTHING
STATES: dict[str, tuple[Pair, Pair]] = {
    "new": (("还没有提交", "Not filed yet"), WAIT),
    "registered": (("我们收到了您的信访，正在看归哪里办", "We have your petition and are looking who is in charge"), WAIT),
    "transferred_in": (("已经转到有权办的机关，等它告诉您怎么办", "With the unit in charge, which will tell you how it goes on"), WAIT),
    "objected": (("收到的机关说这事不归它，转送的机关在核实", "The unit says it is not its matter; the sender is checking"), WAIT),
    "returned": (("材料交还回来了，我们在另外安排", "The matter came back; we are finding the right unit"), WAIT),
    "returned_out": (("材料已经交还转送的机关，由它另行处理", "Given back to the organ that sent it, which goes on from there"), WAIT),
    "disputed": (("归谁办有不同意见，正在确定", "It is being decided which unit is in charge"), WAIT),
    "notified_own": (("这事归我们办，正在定怎么办", "It is ours to handle; we are deciding how"), WAIT),
    "redirected": (("这事不归我们管，请向有权的机关提出", "This is not ours to handle; please turn to the body in charge"), WAIT),
    "refused": (("同一件事下级机关正在办，我们不另外受理", "A unit below is handling the same matter; we do not take it up beside it"), WAIT),
    "not_taken_again": (("这件事已经复核过，不再受理", "This matter was rechecked and is not taken up again"), (
        "同样的事实和理由，复核以后不再受理。有新的事实和理由，可以另外提出。",
        "After a recheck the same facts and reasons are not taken up again. With new ones you may petition anew.",
    )),
    "suggestion": (("我们在研究您的建议", "We are studying your suggestion"), WAIT),
    "suggestion_answered": (("您的建议有了答复", "Your suggestion is answered"), WAIT),
    "accusation": (("您的检举控告由专人在办，别人看不到", "Your accusation is handled by one named person; nobody else sees it"), WAIT),
    "accusation_answered": (("您的检举控告有了反馈", "There is feedback on your accusation"), WAIT),
    "led_to_procedure": (("这事有专门的程序，请看告知书", "The law has a procedure of its own for this; see the notice"), (
        "按告知书写的办法，向有权的机关提出，别错过那边的期限。", "Do as the notice says, and mind the time limit there.",
    )),
    "procedure_ended": (("已经走上专门的程序，信访到此办完", "The other procedure has it; the petition ends here"), WAIT),
    "simple": (("已经受理，按简易办法办", "Taken up, by the simple procedure"), WAIT),
    "accepted": (("已经受理，要听您说，再调查核实", "Taken up; we will hear you and look into it"), WAIT),
    "investigating": (("我们在调查核实", "We are looking into it"), WAIT),
    "hearing": (("要开听证会，时间地点在通知书里", "There will be a hearing; the notice says when and where"), (
        "请按听证通知书的时间到场，带上写明的材料。", "Come at the time in the notice, with what it asks you to bring.",
    )),
    "mediated": (("调解成了，协议在下面的文书里", "Mediation succeeded; the agreement is among the papers"), WAIT),
    "settled": (("双方谈好了，协议在下面的文书里", "The sides have settled; the agreement is among the papers"), WAIT),
    "opinion_issued": (("处理意见出来了", "The opinion is there"), (
        "不服的，从收到意见书那天起 30 天内，可以请求上一级机关复查。没有意见的，不用做什么。",
        "If you disagree, ask the unit above for review within 30 days of receiving the opinion. If you agree, you need do nothing.",
    )),
    "review_requested": (("您请求了复查，由上一级机关另案办", "You asked for review; the unit above handles it as a case of its own"), WAIT),
    "lapsed": (("请求的时间过了，这一级办完了", "The time to ask has passed; this level has ended"), (
        "过了这一天没有请求，这份意见不再由上一级看。条例没有规定别的后果：只有复核以后，同样的事实和理由才不再受理，您还可以重新提出信访。",
        "As nobody asked in time, the unit above does not look at this opinion. The Regulations state nothing more: only after a recheck are the same "
        "facts and reasons not taken up again, so you may still petition anew.",
    )),
    "review": (("上一级机关正在复查", "The unit above is reviewing the opinion"), WAIT),
    "review_decided": (("复查意见出来了", "The review opinion is there"), (
        "不服的，从收到复查意见那天起 30 天内，可以请求再上一级机关复核。没有意见的，不用做什么。",
        "If you disagree, ask the next unit above for recheck within 30 days of receiving it. If you agree, you need do nothing.",
    )),
    "recheck_requested": (("您请求了复核，另案办", "You asked for recheck; it is a case of its own"), WAIT),
    "recheck": (("正在复核", "It is being rechecked"), WAIT),
    "recheck_hearing": (("复核要开听证会，时间地点在通知书里", "The recheck holds a hearing; the notice says when and where"), (
        "请按听证通知书的时间到场，带上写明的材料。", "Come at the time in the notice, with what it asks you to bring.",
    )),
    "final": (("复核意见出来了，信访到此终结", "The recheck opinion is there; the petition is final"), (
        "同样的事实和理由再提出的，不再受理。", "The same facts and reasons are not taken up again.",
    )),
}  # fmt: skip
MEANS: Pair = ("这意味着什么", "What this means")
YOURS: Pair = ("由您决定", "Your choice")
HEADINGS: dict[str, Pair] = {"not_taken_again": MEANS, "lapsed": MEANS, "final": MEANS, "opinion_issued": YOURS, "review_decided": YOURS}
OPINION: Pair = ("处理意见", "The opinion")
ENDINGS: dict[str, tuple[tuple[str, ...], str, Pair]] = {
    "redirected": (("redirection_notice",), "reasons", ("为什么不归我们管", "Why it is not ours")),
    "refused": (("refusal",), "reasons", ("为什么不受理", "Why we do not take it up")),
    "not_taken_again": (("not_taken_again",), "reasons", ("为什么不再受理", "Why it is not taken up again")),
    "suggestion_answered": (("suggestion_reply",), "reasons", ("我们的答复", "Our answer")),
    "accusation_answered": (("accusation_feedback",), "feedback", ("反馈", "Feedback")),
    "led_to_procedure": (("procedure_notice",), "procedure", ("该走的程序", "The procedure")),
    "mediated": (("mediation_agreement",), "terms", ("协议的内容", "What was agreed")),
    "settled": (("settlement_agreement",), "terms", ("谈好的内容", "What was settled")),
    "opinion_issued": (("opinion", "simple_opinion"), "opinion", OPINION),
    "review_requested": (("opinion", "simple_opinion"), "opinion", OPINION),
    "lapsed": (("opinion", "simple_opinion", "review_opinion"), "opinion", OPINION),
    "review_decided": (("review_opinion",), "opinion", ("复查意见", "The review opinion")),
    "recheck_requested": (("review_opinion",), "opinion", ("复查意见", "The review opinion")),
    "final": (("recheck_opinion",), "opinion", ("复核意见", "The recheck opinion")),
}  # fmt: skip
HAPPENED: dict[str, Pair] = {
    "register": ("我们收到并登记了您的信访", "We received and registered your petition"),
    "register_transferred": ("我们收到了转来的您的信访", "We received your petition from another organ"),
    "notify_own": ("我们告诉您收到了，怎么办", "We told you that we have it, and how it goes on"),
    "forward": ("我们转给了有权办的机关", "We passed it to the unit in charge"),
    "assign_down": ("我们交给下级机关办，要它按时报结果", "We gave it to a unit below, with a day for its report"),
    "redirect": ("我们告诉您该向哪里提出", "We told you where to turn"),
    "refuse": ("我们告诉您不另外受理", "We told you that we do not take it up beside the unit below"),
    "not_take_again": ("我们告诉您不再受理", "We told you that it is not taken up again"),
    "end_dispute": ("确定了由哪个机关受理", "It was decided which unit takes it up"),
    "pass_to_successor": ("转给了接着管这事的机关", "Passed to the unit that took over these powers"),
    "accept": ("我们受理了", "We took it up"),
    "accept_simple": ("我们受理了，按简易办法办", "We took it up, by the simple procedure"),
    "lead_to_procedure": ("我们告诉您该走哪个程序", "We told you which procedure the law has for it"),
    "take_suggestion": ("我们受理了您的建议", "We took up your suggestion"),
    "take_accusation": ("我们接收了您的检举控告", "We took up your accusation"),
    "answer_suggestion": ("我们答复了您的建议", "We answered your suggestion"),
    "answer_accusation": ("我们向您反馈了结果", "We told you what became of it"),
    "end_procedure": ("那边的程序接上了", "The other procedure has taken it on"),
    "to_ordinary": ("这件事改按普通程序办，最后期限不变", "It goes on by the ordinary procedure; the last day stays"),
    "issue_simple_opinion": ("我们出具了处理意见书", "We issued the opinion"),
    "call_hearing": ("我们决定听证", "We called a hearing"),
    "record_hearing": ("听证会开过了", "The hearing was held"),
    "extend": ("我们延长了办理时间，理由在告知书里", "We extended the time; the notice says why"),
    "issue_opinion": ("我们出具了处理意见书", "We issued the opinion"),
    "mediate": ("调解达成了协议", "Mediation led to an agreement"),
    "settle": ("双方和解了", "The sides settled"),
    "press_execution": ("我们督促落实处理意见", "We pressed for the opinion to be carried out"),
    "record_execution": ("处理意见落实了", "The opinion was carried out"),
    "tell_assistance": ("我们告诉您可以申请社会救助", "We told you of social assistance"),
    "add_material": ("您补充了材料", "You added material"),
    "request_review": ("您请求复查", "You asked for review"),
    "open_review": ("上一级机关收到了复查请求", "The unit above received the request for review"),
    "issue_review_opinion": ("上一级机关出具了复查意见书", "The unit above issued the review opinion"),
    "request_recheck": ("您请求复核", "You asked for recheck"),
    "open_recheck": ("复核机关收到了请求", "The request for recheck was received"),
    "open_recheck_hearing": ("复核决定听证，这段时间不计入期限", "A hearing in the recheck; its time is left out of the limit"),
    "end_recheck_hearing": ("复核的听证会开过了", "The hearing in the recheck was held"),
    "issue_recheck_opinion": ("复核意见书出具了", "The recheck opinion was issued"),
    "time_passed": ("请求的时间过了", "The time to ask passed"),
    "rate": ("您评价了我们", "You rated us"),
    "challenge": ("您申请工作人员回避", "You asked that somebody of the office stay out"),
    "rectify": ("我们撤销了前面的一步，撤回的文书见更正通知书", "We withdrew an earlier step; the correcting paper says which paper is taken back"),
    "recuse": ("我们对回避作出决定", "We decided whether somebody of the office stays out"),
    "confirm_address": ("送达地址和方式已确认", "Where and how papers reach you was confirmed"),
}  # fmt: skip
MAY: dict[str, tuple[Pair, Pair]] = {
    "request_review": (("不服处理意见，请求复查", "I disagree: ask for review"), ("请求收到了。", "The request has arrived.")),
    "request_recheck": (("不服复查意见，请求复核", "I disagree: ask for recheck"), ("请求收到了。", "The request has arrived.")),
    "add_material": (("补充材料", "Add material"), ("材料收到了。", "The material has arrived.")),
    "rate": (("评价接待和办理", "Rate reception and handling"), ("谢谢您的评价。", "Thank you for rating.")),
    "challenge": CHALLENGE,
    "confirm_address": (
        ("填写送达地址和方式", "Say where papers should go"), ("记下了。以后的文书按您填的地址和方式送达。", "Noted. Papers will go there from now on."),
    ),
}  # fmt: skip
ACTS: dict[str, Pair] = {"request_review": ("请求复查", "Ask for review"), "request_recheck": ("请求复核", "Ask for recheck")}
LEADS: dict[str, Pair] = {
    "request_review": ("由上一级机关看这份处理意见对不对，30 天内给您复查意见。提交后会有一个新编号和新查询码。",
                       "The unit above looks whether the opinion is right and tells you within 30 days. You get a new number and a new query code."),
    "request_recheck": ("由再上一级机关看复查意见对不对，这是最后一级。提交后会有一个新编号和新查询码。",
                        "The next unit above looks whether the review was right; it is the last level. You get a new number and a new query code."),
    "rate": ("接待和办理分开评价，只评一次。承办人能看到。", "Reception and handling are rated apart, once. The handler can see it."),
}  # fmt: skip
TELL: tuple[str, Pair] = ("notice", ("告诉您收到了、受不受理、怎么办", "tell you that we have it, whether we take it up, and how"))
OWED: dict[str, tuple[str, Pair]] = {
    "PT-02": TELL,
    "PT-03": TELL,
    "PT-11": TELL,
    "PT-05": ("opinion", ("办结、给您处理意见", "finish and give you the opinion")),
    "PT-12": ("opinion", ("办结、给您处理意见", "finish and give you the opinion")),
    "PT-08": ("review", ("给您复查意见", "give you the review opinion")),
    "PT-10": ("recheck", ("给您复核意见", "give you the recheck opinion")),
    "PT-07": ("ask", ("请求复查", "ask for review")),
    "PT-09": ("ask", ("请求复核", "ask for recheck")),
}  # fmt: skip
PRESSED: Pair = (
    "过了这一天还没有告诉您，您可以向党委和政府信访部门反映，由它督办；也可以先打电话问我们。",
    "If you have heard nothing after that day, you may tell the petition office of the party committee and government, which presses us; or call us first.",
)
PASSED: Pair = (
    "过了这一天，这份意见不再由上一级看。条例没有规定别的后果，您还可以重新提出信访。",
    "After that day the unit above no longer looks at this opinion. The Regulations state nothing more; you may still petition anew.",
)
AFTER: dict[str, tuple[Pair, str]] = {"breach": (PRESSED, "信访工作条例 40①"), "lapsed": (PASSED, "信访工作条例 36③")}
TELLING = Telling(
    states=STATES, headings=HEADINGS, endings=ENDINGS, happened=HAPPENED, may=MAY, acts=ACTS, leads=LEADS, owed=OWED, afters=AFTER,
    asked={
        "request_review": ("objections", "attachments"), "request_recheck": ("objections", "attachments"), "add_material": ("note", "attachments"),
        "rate": ("reception", "handling", "said"), "confirm_address": ("electronic", "address"),
        "challenge": ("whom", "why", "uploads"),
    },
    first=("request_review", "request_recheck", "rate", "add_material"), once={"rate": "reception_rated"},
)  # fmt: skip
