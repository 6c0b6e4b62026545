"""Why some clocks of reconsideration outlive the case, or begin more than once: the excuses that stand beside them."""

from casework.cases.excuses import Excuse, Fault

OUTLIVES = (
    Excuse(
        Fault.LEFT_RUNNING,
        "意见书的六十日报告期限约束收到意见书的机关（76），不因行政复议案件终结而消灭。",
        "The sixty days to report bind whoever received the opinion letter (76); the end of the case does not take them away.",
    ),
)
EACH_ITS_OWN = (
    Excuse(
        Fault.RESTARTED,
        "收到文书的每个机关各自起算，互不影响；同一机关收到新的文书，自新的文书送达重新起算。",
        "Each organ that is served has its own time; a further paper to the same organ begins its time anew.",
    ),
)
IN_COURT = (
    Excuse(
        Fault.LEFT_RUNNING,
        "应诉期限由行政诉讼法规定（67①），不因行政复议案件终结而消灭；终结以后仍可登记提交答辩状。",
        "The time for the defence is the court's (行政诉讼法 67①) and outlives the case; the defence can be recorded after its end.",
    ),
    Excuse(
        Fault.RESTARTED,
        "在先的应诉期限没有完成时不能再登记应诉（以此为条件），不会重新起算。",
        "While a defence is still owed no further suit is recorded (a condition of the step): it never starts anew.",
    ),
)
