"""电信用户申诉 as a table: every state, every step, who may take it, and what follows. Written by hand from procedures A1, B and G1, to be read
beside them; nothing here is computed from the program. `test_complaint_table` asserts every cell of it through the engine."""

from tests.statute.tables import rows, words

__all__ = ["rows", "words"]

# Words that stand for several states.
GROUPS = """
open complaint        | received awaiting_material wrong_seat accepted forwarded objected operator_replied mediating
under handling        | accepted forwarded objected operator_replied mediating
after forwarding      | forwarded objected operator_replied mediating
decided on the merits | reconciled agreed terminated replied
ends that are rated   | answered redirected refused withdrawn stopped reconciled agreed terminated replied
any open              | enquiry received awaiting_material wrong_seat accepted forwarded objected operator_replied mediating report_received
any                   | enquiry answered received redirected awaiting_material wrong_seat refused accepted forwarded objected operator_replied mediating \
reconciled agreed terminated replied withdrawn merged stopped report_received report_sorted
"""

# Each state: whom it waits for; the clocks running in the case that its path (complaint_moves) builds, with their last day; by when it is due:
# by the earliest that binds whom it waits for, where none of theirs runs by the earliest that binds the office.
STATES = """
state             | waits on   | clocks running                                     | due
new               | -          | -                                                  | -
enquiry           | intake     | -                                                  | -
answered          | end        | -                                                  | -
received          | intake     | TC-04 2026-11-09, TC-07 2026-12-02, TC-08 2026-12-02 | TC-04 2026-11-09
redirected        | end        | -                                                  | -
awaiting_material | applicant  | TC-04 2026-11-09, TC-07 2026-12-02, TC-08 2026-12-02 | TC-04 2026-11-09
wrong_seat        | intake     | TC-07 2026-12-02, TC-08 2026-12-02                 | TC-07 2026-12-02
refused           | end        | -                                                  | -
accepted          | handler    | TC-05 2026-11-05, TC-07 2026-12-02, TC-08 2026-12-02 | TC-05 2026-11-05
forwarded         | respondent | TC-07 2026-12-02, TC-08 2026-12-02                 | TC-07 2026-12-02
objected          | handler    | TC-06 2026-11-16, TC-07 2026-12-02, TC-08 2026-12-02 | TC-07 2026-12-02
operator_replied  | handler    | TC-07 2026-12-02, TC-08 2026-12-02                 | TC-07 2026-12-02
mediating         | handler    | TC-07 2026-12-02, TC-08 2026-12-02, TC-09 2026-12-07 | TC-07 2026-12-02
reconciled        | end        | -                                                  | -
agreed            | end        | -                                                  | -
terminated        | end        | -                                                  | -
replied           | end        | -                                                  | -
withdrawn         | end        | -                                                  | -
merged            | end        | -                                                  | -
stopped           | end        | -                                                  | -
report_received   | handler    | TC-11 2026-12-25                                   | TC-11 2026-12-25
report_sorted     | end        | -                                                  | -
"""

# Each step: from which states, who takes (or proposes) it, who approves it, where it leads (= stays), on what it rests.
STEPS = """
step                   | from                                 | who                             | approves | to                   | basis
enquire                | new                                  | applicant agent intake          | -        | enquiry              | 令35 13③
answer_enquiry         | enquiry                              | intake handler                  | -        | answered             | 令35 13③
take_as_complaint      | enquiry                              | intake handler                  | -        | received             | 令35 12、13
file                   | new                                  | applicant agent intake          | -        | received             | 令35 9、12
ask_about_operator     | received awaiting_material           | intake handler                  | -        | =                    | 令35 13①
redirect               | received awaiting_material           | intake handler                  | -        | redirected           | 令35 13①②
reenter                | redirected                           | applicant agent intake          | -        | received             | 令35 10(4)
ask_material           | received                             | intake handler                  | -        | awaiting_material    | house: 令35 12
supply_material        | awaiting_material                    | applicant agent intake          | -        | received             | house: 令35 12
add_material           | received wrong_seat, under handling  | applicant agent intake handler  | -        | =                    | 令35 12
send_to_seat           | received                             | intake handler                  | -        | wrong_seat           | 令35 9
receive_at_seat        | wrong_seat                           | intake                          | -        | received             | 令35 9
refuse                 | received awaiting_material           | intake handler                  | head     | refused              | 令35 11、14
accept                 | received                             | intake handler                  | -        | accepted             | 令35 10、14
forward                | accepted                             | handler                         | -        | forwarded            | 令35 15
acknowledge            | after forwarding                     | respondent                      | -        | =                    | 令35 16
object                 | forwarded                            | respondent                      | -        | objected             | house
uphold_objection       | objected                             | handler                         | -        | forwarded operator_replied | house
overrule_objection     | objected                             | handler                         | -        | forwarded operator_replied | house
operator_reply         | forwarded objected                   | respondent                      | -        | forwarded objected operator_replied | 令35 16
return_reply           | operator_replied                     | handler                         | -        | forwarded            | house
call_back              | under handling                       | intake handler                  | -        | =                    | house
confirm_settlement     | operator_replied                     | applicant agent respondent handler | -        | =                    | 令35 17
reconcile              | operator_replied                     | handler                         | -        | reconciled           | 令35 17
consent_mediation      | operator_replied                     | applicant agent respondent handler | -        | =                    | 令35 17-19
open_mediation         | operator_replied                     | handler                         | -        | mediating            | 令35 17-19
offer                  | mediating                            | respondent                      | -        | =                    | house
record_agreement       | mediating                            | handler                         | -        | agreed               | 令35 19
end_mediation          | mediating                            | handler                         | -        | terminated           | 令35 19
reply                  | under handling                       | handler                         | head     | replied              | 条例 39①
withdraw               | open complaint                       | applicant agent intake          | -        | withdrawn            | house
merge                  | open complaint                       | intake handler                  | -        | merged               | 令35 11(3)
split                  | open complaint                       | intake handler                  | -        | =                    | house
stop                   | open complaint                       | intake handler                  | head     | stopped              | 令35 11(4)
extend_henan           | open complaint                       | handler                         | head     | =                    | 河南省电信条例 38
investigate            | under handling                       | handler                         | -        | =                    | 令35 21-25
request_testing        | under handling                       | handler                         | head     | =                    | 令35 21-25
record_testing         | under handling                       | handler                         | -        | =                    | 令35 21-25
check_local_call_basis | under handling                       | handler                         | -        | =                    | 条例 39②
code_breach            | under handling, decided on the merits | handler                         | -        | =                    | 条例 40、41
refer_report           | under handling, decided on the merits | handler                         | -        | =                    | 条例 71、73、74
file_report            | new                                  | applicant intake                | -        | report_received      | 2023〕30号 2
send_report_to_place   | report_received                      | intake handler                  | -        | =                    | 2023〕30号 4
sort_report            | report_received                      | handler                         | -        | report_sorted        | 2023〕30号
rate                   | ends that are rated                  | applicant agent                 | -        | =                    | house
assign                 | any open                             | head intake handler             | -        | =                    | house
hand_over              | any open                             | handler head                    | -        | =                    | house
accept_hand_over       | any open                             | handler                         | -        | =                    | house
decline_hand_over      | any open                             | handler                         | -        | =                    | house
declare_recusal        | any open                             | intake handler head leader reception | -   | =                    | house: 信访工作条例 28③
challenge              | any open                             | applicant agent representative intake handler | - | =             | house: 信访工作条例 28③
recuse                 | any open                             | head leader supervisor          | -        | =                    | house: 信访工作条例 28③
confirm_address        | any                                  | applicant agent representative third_party handler intake | - | = | 民诉 90
send_out               | any                                  | handler intake                  | -        | =                    | 民诉 91、95
serve                  | any                                  | handler intake                  | -        | =                    | 民诉 87-95
arrive                 | any                                  | system                          | -        | =                    | 民诉 90
deem_served            | any                                  | system                          | -        | =                    | 民诉 95
record_ground          | open complaint                       | intake handler                  | -        | =                    | house
rectify                | any                                  | head                            | -        | back                 | house
correct_paper          | any                                  | head                            | -        | =                    | house
erase                  | any                                  | head                            | -        | =                    | 个保法 47
breach                 | any open                             | system                          | -        | =                    | the clocks
"""

# What a step brings about beside the state. Starts: here "TC-13@41" runs in that province only. Stops: the duty is done. Lapses: no longer owed.
EFFECTS = """
step              | papers              | starts                                     | stops                             | lapses
answer_enquiry    | enquiry_answer      | -                                          | -                                 | -
take_as_complaint | -                   | TC-04 TC-07 TC-08 TC-13@41 TC-15@50        | -                                 | -
file              | -                   | TC-04 TC-07 TC-08 TC-13@41 TC-15@50        | -                                 | -
redirect          | operator_first      | -                                          | TC-04 TC-07 TC-08 TC-13 TC-15     | all
reenter           | -                   | TC-04 TC-07 TC-08 TC-13@41 TC-15@50        | -                                 | -
ask_material      | material_notice     | -                                          | -                                 | -
supply_material   | -                   | TC-07                                      | -                                 | -
add_material      | -                   | TC-07                                      | -                                 | -
send_to_seat      | seat_notice         | -                                          | TC-04 TC-15                       | TC-13
receive_at_seat   | -                   | TC-04 TC-13@41 TC-15@50                    | -                                 | -
refuse            | refusal             | -                                          | TC-04 TC-07 TC-08 TC-13 TC-15     | all
accept            | acceptance_notice   | TC-05 TC-07 TC-16@50                       | TC-04 TC-15                       | -
forward           | transfer_notice     | -                                          | TC-05                             | -
object            | -                   | TC-06                                      | -                                 | -
uphold_objection  | transfer_notice     | -                                          | -                                 | TC-06
operator_reply    | -                   | -                                          | TC-06                             | -
return_reply      | redo_notice         | -                                          | -                                 | -
reconcile         | settlement_note     | -                                          | TC-07 TC-08 TC-13 TC-16           | all
open_mediation    | mediation_notice    | TC-09                                      | -                                 | -
record_agreement  | mediation_agreement | -                                          | TC-07 TC-08 TC-09 TC-13 TC-16     | all
end_mediation     | mediation_ended     | -                                          | TC-07 TC-08 TC-09 TC-13 TC-16     | all
reply             | closing_reply       | -                                          | TC-07 TC-08 TC-09 TC-13 TC-16     | all
withdraw          | withdrawal_note     | -                                          | -                                 | all
merge             | merger_notice       | -                                          | TC-04 TC-15                       | all
stop              | stop_notice         | -                                          | TC-04 TC-15                       | all
investigate       | investigation_record | -                                         | -                                 | -
request_testing   | testing_request     | -                                          | -                                 | -
refer_report      | report_referral     | -                                          | -                                 | -
file_report       | -                   | TC-11                                      | -                                 | -
sort_report       | report_result       | -                                          | TC-11                             | all
rectify             | correction?         | -                                          | -                                 | -
correct_paper       | amendment           | -                                          | -                                 | -
"""

# Rectifying the last step of the path: the state before, its clocks again; who had a paper gets a correcting one.
RECTIFIED = """
state             | back to           | clocks running
answered          | enquiry           | -
received          | awaiting_material | TC-04 TC-07 TC-08
redirected        | received          | TC-04 TC-07 TC-08
awaiting_material | received          | TC-04 TC-07 TC-08
wrong_seat        | received          | TC-04 TC-07 TC-08
refused           | received          | TC-04 TC-07 TC-08
accepted          | received          | TC-04 TC-07 TC-08
forwarded         | accepted          | TC-05 TC-07 TC-08
objected          | forwarded         | TC-06 TC-07 TC-08
operator_replied  | forwarded         | TC-06 TC-07 TC-08
mediating         | operator_replied  | TC-07 TC-08
reconciled        | operator_replied  | TC-07 TC-08
agreed            | mediating         | TC-07 TC-08 TC-09
terminated        | mediating         | TC-07 TC-08 TC-09
replied           | operator_replied  | TC-07 TC-08
withdrawn         | forwarded         | TC-07 TC-08
merged            | forwarded         | TC-07 TC-08
stopped           | forwarded         | TC-07 TC-08
report_sorted     | report_received   | TC-11
"""

# Everyone who can stand towards a complaint of Shanghai: as what, and in which states the case exists for them at all.
STANDING = """
who                    | stands as                 | sees it
intake                 | intake                    | any
handler                | handler                   | any
recused_handler        | handler (recused)         | any
head                   | head                      | any
leader                 | leader                    | any
supervisor             | supervisor                | any
ministry_supervisor    | supervisor                | any
auditor                | auditor                   | any
legal_head             | legal_head                | any
reception              | reception                 | any
former_office_intake   | -                         | any
admin                  | -                         | never
sealed_reader          | -                         | never
operator               | operator respondent       | once forwarded
operator_admin         | operator_admin respondent | once forwarded
operator_head_office   | operator_admin respondent | once forwarded
applicant              | applicant                 | any
agent                  | agent                     | complaints
system                 | system                    | any
other_province_intake  | -                         | never
other_province_handler | -                         | never
other_province_head    | -                         | never
other_operator         | -                         | never
other_applicant        | -                         | never
stranger               | -                         | never
"""
# An operator has nothing to see before the complaint is forwarded to it (个保法 34), and a report against it never.
SEEN = """
never          |
once forwarded | forwarded objected operator_replied mediating reconciled agreed terminated replied withdrawn merged stopped
complaints     | received redirected awaiting_material wrong_seat refused accepted forwarded objected operator_replied mediating \
reconciled agreed terminated replied withdrawn merged stopped
"""
# Before there is a case: who comes from outside is a user (条例 39①); an officer is what the office made them; none files as the system.
BEFORE_FILING = """
intake                 | intake
handler                | handler
recused_handler        | handler
head                   | head
leader                 | leader
supervisor             | supervisor
ministry_supervisor    | supervisor
auditor                | auditor
legal_head             | legal_head
reception              | reception
former_office_intake   | intake
admin                  | admin
sealed_reader          | sealed_reader
operator               | applicant agent
operator_admin         | applicant agent
operator_head_office   | applicant agent
applicant              | applicant agent
agent                  | applicant agent
system                 | system
other_province_intake  | intake
other_province_handler | handler
other_province_head    | head
other_operator         | applicant agent
other_applicant        | applicant agent
stranger               | applicant agent
"""

# Where A1 says more (or another) than the table above, and why the table is read so. A lawyer looks here first.
READINGS = """
reply           | A1 "any open": 令35 14 asks for acceptance or refusal first, so an answer on the merits follows acceptance; before it: refuse, redirect
investigate     | A1 "any": 令35 21-25 not seen; read as part of the handling of an accepted complaint
request_testing | A1 "any", as for investigate; the approval of the 电信管理机构 is its head's
code_breach     | G1 "ACCEPTED" and later: also after the end on the merits, because a breach may be proved then
refer_report    | A1 "any": a lead needs a coded breach; a filing that is a report from the start is filed as one (file_report)
redirect        | A1 "intake", from RECEIVED: 令35 13 binds the body, so its handler may too, and while material is awaited, because no clock stops
refuse          | A1 from RECEIVED: also while material is awaited, because TC-04 runs on
operator_reply  | A1 from FORWARDED: the other operator of a ported number answers while one objects
withdraw        | A1 "any open": an enquiry is answered, a report is sorted whatever its reporter wants; likewise merge, split and stop
extend_henan    | 河南省电信条例 38 「经单位负责人批准」: the head of the office (TD-036)
"""

# Open by the table, yet nothing can bring a case there with what the step needs.
NEVER = """
rectify      | enquiry         | nothing but its filing led here, or what did is voided already
rectify      | report_received | likewise; sending it to another place changes no state
extend_henan | wrong_seat      | TC-13 starts when the seat body receives it
"""


GROUP = {name: tuple(listed.split()) for name, listed in rows(GROUPS)}


def states(cell: str) -> tuple[str, ...]:
    """A cell of states, groups spelt out: `received wrong_seat, under handling`."""
    return tuple(one for part in cell.split(",") for one in GROUP.get(part.strip(), part.split()))
