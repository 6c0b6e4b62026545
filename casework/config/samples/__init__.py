"""Sample data for a first look: invented operators, people and complaints. Everything in it is fictional.

This module holds only what `manage.py up` prints; it touches neither models nor database.
"""

PASSWORD = "sample-2026"  # one for all, known to everybody: these accounts exist only where the samples are loaded

# (user name, password, who: in Chinese · in English)
ACCOUNTS: tuple[tuple[str, str, str], ...] = tuple(
    (username, PASSWORD, f"{zh} · {en}")
    for username, zh, en in (
        ("sh-intake", "上海局受理人员", "intake desk, Shanghai"),
        ("sh-handler", "上海局承办人", "handler, Shanghai"),
        ("sh-handler2", "上海局另一承办人", "second handler, Shanghai"),
        ("sh-head", "上海局负责人(审批)", "head, Shanghai: approves"),
        ("sh-supervisor", "上海局督办人员", "supervisor, Shanghai"),
        ("ha-handler", "河南局承办人", "handler, Henan"),
        ("ha-head", "河南局负责人", "head, Henan"),
        ("ministry-intake", "部申诉受理中心受理人员", "intake desk, ministry centre"),
        ("ministry-handler", "部申诉受理中心承办人", "handler, ministry centre"),
        ("ministry-head", "部申诉受理中心负责人", "head, ministry centre"),
        ("ministry-supervisor", "部督办人员(全国)", "supervisor, nationwide"),
        ("ministry-auditor", "部审计人员(全国,只读)", "auditor, nationwide, reads only"),
        ("hx-sh", "企业联络人,华讯通信上海分公司", "operator's liaison, Shanghai branch"),
        ("hx-hq", "企业管理员,华讯通信总部", "operator's administrator, head office"),
        ("sh-leader", "上海局领导(批准处理意见)", "leader, Shanghai: approves opinions on petitions"),
        ("sh-reader", "上海局密件阅办人(检举控告)", "reader of sealed accusations, Shanghai"),
        ("sh-admin", "上海局系统管理员(公布信访渠道)", "administrator, Shanghai: publishes where to petition"),
        ("ministry-leader", "部领导(批准复查、复核意见)", "leader, ministry: approves reviews and rechecks"),
        ("admin", "系统管理员(不看案卷)", "administrator, sees no files"),
        ("admin2", "系统管理员乙(确认放假安排)", "second administrator, confirms days off"),
    )
)
CODES_FILE = "sample-codes.txt"  # in CASEWORK_VAR, mode 0600: case numbers with their query codes
