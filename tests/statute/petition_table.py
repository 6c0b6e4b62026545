"""信访 as a table: every state, every step, who may take it, and what follows. Written by hand from procedures A2, B and G2, to be read beside them;
nothing here is computed from the program. `test_petition_table` asserts every cell of it through the engine."""

from tests.statute.tables import grouped, rows, words

# Words that stand for several states.
GROUPS = """
direct         | registered returned
untold         | registered returned transferred_in
undecided      | registered returned transferred_in notified_own
coming in      | registered returned transferred_in notified_own objected disputed
ordinary       | accepted investigating hearing
under 31       | led_to_procedure simple accepted investigating hearing
handled        | suggestion accusation led_to_procedure simple accepted investigating hearing
with opinion   | opinion_issued review_requested lapsed
at work        | registered returned transferred_in notified_own objected disputed suggestion accusation led_to_procedure simple accepted investigating \
hearing review recheck recheck_hearing
any open       | registered transferred_in objected returned disputed notified_own suggestion accusation led_to_procedure simple accepted investigating \
hearing opinion_issued review review_decided recheck recheck_hearing
ends           | returned_out redirected refused not_taken_again suggestion_answered accusation_answered procedure_ended mediated settled \
review_requested lapsed recheck_requested final
any            | registered transferred_in objected returned returned_out disputed notified_own redirected refused not_taken_again suggestion \
suggestion_answered accusation accusation_answered led_to_procedure procedure_ended simple accepted investigating hearing mediated settled opinion_issued \
review_requested lapsed review review_decided recheck_requested recheck recheck_hearing final
"""

# Each state: whom it waits for; the clocks running in the case that its path (petition_moves) builds, with their last day; by when it is due.
# PT-05 counts 60 days from 9 March: 8 May. PT-10 stands still while the hearing lasts.
STATES = """
state               | waits on  | clocks running                     | due
new                 | -         | -                                  | -
registered          | intake    | PT-02 2026-03-17                   | PT-02 2026-03-17
transferred_in      | intake    | PT-03 2026-03-18, PT-04 2026-03-10 | PT-04 2026-03-10
objected            | intake    | PT-03 2026-03-18                   | PT-03 2026-03-18
returned            | intake    | -                                  | -
returned_out        | end       | -                                  | -
disputed            | intake    | PT-03 2026-03-18, PT-04 2026-03-10 | PT-04 2026-03-10
notified_own        | intake    | PT-03 2026-03-18                   | PT-03 2026-03-18
redirected          | end       | -                                  | -
refused             | end       | -                                  | -
not_taken_again     | end       | -                                  | -
suggestion          | handler   | -                                  | -
suggestion_answered | end       | -                                  | -
accusation          | handler   | -                                  | -
accusation_answered | end       | -                                  | -
led_to_procedure    | handler   | -                                  | -
procedure_ended     | end       | -                                  | -
simple              | handler   | PT-05 2026-05-08, PT-12 2026-03-23 | PT-12 2026-03-23
accepted            | handler   | PT-05 2026-05-08                   | PT-05 2026-05-08
investigating       | handler   | PT-05 2026-05-08                   | PT-05 2026-05-08
hearing             | handler   | PT-05 2026-05-08                   | PT-05 2026-05-08
mediated            | end       | -                                  | -
settled             | end       | -                                  | -
opinion_issued      | applicant | PT-07 2026-04-22                   | PT-07 2026-04-22
review_requested    | end       | -                                  | -
lapsed              | end       | -                                  | -
review              | handler   | PT-08 2026-04-29                   | PT-08 2026-04-29
review_decided      | applicant | PT-09 2026-05-14                   | PT-09 2026-05-14
recheck_requested   | end       | -                                  | -
recheck             | handler   | PT-10 2026-05-20                   | PT-10 2026-05-20
recheck_hearing     | handler   | PT-10 -                            | -
final               | end       | -                                  | -
"""

# Each step: from which states, who takes (or proposes) it, who approves it, where it leads (= stays), on what it rests.
STEPS = """
step                  | from                          | who                            | approves | to                  | basis
register              | new                           | applicant agent intake reception | -      | registered          | 17①、19①、20③、21②、23①
register_transferred  | new                           | intake                         | -        | transferred_in      | 22①(3)、23③
notify_own            | untold                        | intake handler                 | -        | notified_own        | 23①②③
forward               | untold                        | intake handler                 | -        | transferred_in      | 23①②
assign_down           | untold                        | intake handler                 | -        | transferred_in      | 22①(3)、23①②
redirect              | direct                        | intake handler                 | -        | redirected          | 20①②、23①②
refuse                | direct                        | intake handler                 | head     | refused             | 19③、23②
not_take_again        | untold                        | intake handler                 | head     | not_taken_again     | 36③、23②③
object                | transferred_in                | intake handler                 | head     | objected            | 23③
agree_return          | objected                      | intake handler                 | -        | returned returned_out | 23③
refuse_return         | objected                      | intake handler                 | -        | transferred_in      | 23③
treat_as_own          | undecided, disputed           | system                         | -        | =                   | 23③ inference
raise_dispute         | undecided                     | intake handler                 | -        | disputed            | 24①
end_dispute           | disputed                      | intake handler supervisor      | -        | transferred_in registered returned notified_own | 24①
pass_to_successor     | coming in, handled            | head                           | -        | =                   | 24②
accept                | undecided                     | intake handler                 | -        | accepted            | 31(6)、34、44(3)
accept_simple         | undecided                     | intake handler                 | -        | simple              | 简易 4、5
lead_to_procedure     | undecided                     | intake handler                 | -        | led_to_procedure    | 28②、31(1)-(5)
take_suggestion       | undecided                     | intake handler                 | -        | suggestion          | 29①
take_accusation       | undecided                     | intake handler                 | -        | accusation          | 30①③
answer_suggestion     | suggestion                    | handler                        | -        | suggestion_answered | 29①②
refer_accusation      | accusation                    | handler                        | -        | =                   | 30①③
answer_accusation     | accusation                    | handler                        | -        | accusation_answered | 18④、30①
end_procedure         | led_to_procedure              | handler                        | -        | procedure_ended     | 31(1)-(5)
to_ordinary           | simple                        | handler                        | -        | accepted            | 简易 5
issue_simple_opinion  | simple                        | handler                        | leader   | opinion_issued      | 32①、34
investigate           | accepted investigating        | handler                        | -        | investigating       | 28①③、31(6)
call_hearing          | accepted investigating        | handler                        | -        | hearing             | 31(6)
record_hearing        | hearing                       | handler                        | -        | investigating       | 31(6)
extend                | ordinary                      | handler                        | leader   | =                   | 34
counsel               | ordinary, with opinion        | handler                        | -        | =                   | 32②
issue_opinion         | investigating                 | handler                        | leader   | opinion_issued      | 31(6)、32①②、34
mediate               | under 31                      | handler                        | -        | mediated            | 33
settle                | under 31                      | handler                        | -        | settled             | 33
press_execution       | with opinion                  | handler                        | -        | =                   | 32②、42(4)
record_execution      | with opinion                  | handler                        | -        | =                   | 32②
tell_assistance       | handled, with opinion         | handler                        | -        | =                   | 37②
add_material          | at work                       | applicant agent intake handler | -        | =                   | 19①
request_review        | opinion_issued lapsed         | applicant agent intake         | -        | review_requested    | 35
open_review           | new                           | intake                         | -        | review              | 35
issue_review_opinion  | review                        | handler                        | leader   | review_decided      | 35
request_recheck       | review_decided lapsed         | applicant agent intake         | -        | recheck_requested   | 36①
open_recheck          | new                           | intake                         | -        | recheck             | 36①
open_recheck_hearing  | recheck                       | handler                        | -        | recheck_hearing     | 36②
end_recheck_hearing   | recheck_hearing               | handler                        | -        | recheck             | 36②
issue_recheck_opinion | recheck                       | handler                        | leader   | final               | 36①③
time_passed           | opinion_issued review_decided | system                         | -        | lapsed              | 35、36① house
name_leader           | at work                       | head                           | -        | =                   | 18②
report_urgent         | at work                       | intake handler head            | -        | =                   | 25①
record_disorder       | at work                       | intake handler reception       | -        | =                   | 26、47①
supervise             | at work, with opinion         | supervisor                     | -        | =                   | 40①
answer_supervision    | at work, with opinion         | handler                        | -        | =                   | 40④
code_breach           | any                           | head supervisor                | -        | =                   | 42(4)、44-46
rate                  | ends, opinion_issued review_decided | applicant agent          | -        | =                   | 21②
assign                | at work                       | head intake handler            | -        | =                   | house
hand_over             | at work                       | handler head                   | -        | =                   | house
accept_hand_over      | at work                       | handler                        | -        | =                   | house
decline_hand_over     | at work                       | handler                        | -        | =                   | house
declare_recusal       | at work                       | intake handler head leader reception | -  | =                   | 28③
challenge             | at work                       | applicant agent representative intake handler | - | =           | 28③
recuse                | at work                       | head leader supervisor         | -        | =                   | 28③
confirm_address       | any                           | applicant agent representative third_party handler intake | - | = | 民诉 90
send_out              | any                           | handler intake                 | -        | =                   | 民诉 91、95
serve                 | any                           | handler intake                 | -        | =                   | 民诉 87-95
arrive                | any                           | system                         | -        | =                   | 民诉 90
deem_served           | any                           | system                         | -        | =                   | 民诉 95
record_ground         | coming in                     | intake handler                 | -        | =                   | house
rectify               | any                           | head                           | -        | back                | house
correct_paper         | any                           | head                           | -        | =                   | house
erase                 | any                           | head                           | -        | =                   | 个保法 47
breach                | any open                      | system                         | -        | =                   | the clocks
"""

# What a step brings about beside the state. `?`: a paper issued only where the matter was assigned, moved, or sent by us; `@simple`: only where the
# filing says so. Stops: the duty is done. Lapses: no longer owed.
EFFECTS = """
step                  | papers                                 | starts                  | stops                  | lapses
register              | registration                           | PT-02 PT-11@simple      | -                      | -
register_transferred  | registration                           | PT-03 PT-04 PT-15 PT-11@simple PT-13@simple | -  | -
notify_own            | receipt_notice                         | -                       | -                      | PT-04 PT-11 PT-13
forward               | forwarding_letter destination_notice   | PT-03 PT-04             | PT-02 PT-03 PT-13      | PT-04 PT-11
assign_down           | assignment_letter destination_notice   | PT-03 PT-04 PT-15       | PT-02 PT-03 PT-13      | PT-04 PT-11 PT-15
redirect              | redirection_notice                     | -                       | PT-02                  | all
refuse                | refusal                                | -                       | PT-02                  | all
not_take_again        | not_taken_again closing_report?        | -                       | PT-02 PT-03 PT-15      | all
object                | objection                              | -                       | PT-04                  | -
agree_return          | objection_answer?                      | -                       | -                      | all
refuse_return         | objection_answer?                      | -                       | -                      | -
treat_as_own          | -                                      | -                       | -                      | PT-04
end_dispute           | destination_notice?                    | PT-03                   | -                      | PT-03
accept                | acceptance_notice                      | PT-05                   | PT-02 PT-03            | PT-04 PT-11 PT-13
accept_simple         | acceptance_notice                      | PT-05 PT-12             | PT-02 PT-03 PT-11      | PT-04 PT-13
lead_to_procedure     | procedure_notice                       | -                       | PT-02 PT-03            | PT-04 PT-11 PT-13
take_suggestion       | receipt_notice                         | -                       | PT-02 PT-03            | PT-04 PT-11 PT-13
take_accusation       | receipt_notice                         | -                       | PT-02 PT-03            | PT-04 PT-11 PT-13
answer_suggestion     | suggestion_reply closing_report?       | -                       | PT-15                  | all
refer_accusation      | accusation_referral                    | -                       | -                      | -
answer_accusation     | accusation_feedback closing_report?    | -                       | PT-15                  | all
end_procedure         | closing_report?                        | -                       | PT-15                  | all
to_ordinary           | -                                      | -                       | -                      | PT-12
issue_simple_opinion  | simple_opinion closing_report?         | -                       | PT-05 PT-12 PT-15      | -
call_hearing          | hearing_notice                         | -                       | -                      | -
record_hearing        | hearing_record                         | -                       | -                      | -
extend                | extension_notice                       | -                       | -                      | -
issue_opinion         | opinion closing_report?                | -                       | PT-05 PT-12 PT-15      | -
mediate               | mediation_agreement closing_report?    | -                       | PT-05 PT-12 PT-15      | all
settle                | settlement_agreement closing_report?   | -                       | PT-05 PT-12 PT-15      | all
press_execution       | execution_letter                       | -                       | -                      | -
request_review        | -                                      | -                       | PT-07                  | all
open_review           | -                                      | PT-08                   | -                      | -
issue_review_opinion  | review_opinion                         | -                       | PT-08                  | -
request_recheck       | -                                      | -                       | PT-09                  | all
open_recheck          | -                                      | PT-10                   | -                      | -
open_recheck_hearing  | hearing_notice                         | -                       | -                      | -
end_recheck_hearing   | hearing_record                         | -                       | -                      | -
issue_recheck_opinion | recheck_opinion                        | -                       | PT-10                  | all
time_passed           | -                                      | -                       | -                      | all
report_urgent         | urgent_report                          | -                       | -                      | -
record_disorder       | disorder_record                        | -                       | -                      | -
supervise             | supervision_letter                     | -                       | -                      | -
answer_supervision    | supervision_feedback                   | -                       | -                      | -
rectify               | correction?                            | -                       | -                      | -
correct_paper         | amendment                              | -                       | -                      | -
"""

# Rectifying the last step of the path: the state before, its clocks again; who had a paper gets a correcting one.
RECTIFIED = """
state               | back to          | clocks running
transferred_in      | registered       | PT-02
objected            | transferred_in   | PT-03 PT-04
returned            | objected         | PT-03
returned_out        | objected         | PT-03 PT-15
disputed            | transferred_in   | PT-03 PT-04
notified_own        | transferred_in   | PT-03 PT-04
redirected          | registered       | PT-02
refused             | registered       | PT-02
not_taken_again     | transferred_in   | PT-03 PT-04
suggestion          | transferred_in   | PT-03 PT-04
suggestion_answered | suggestion       | -
led_to_procedure    | transferred_in   | PT-03 PT-04
procedure_ended     | led_to_procedure | -
simple              | transferred_in   | PT-03 PT-04
accepted            | transferred_in   | PT-03 PT-04
investigating       | accepted         | PT-05
hearing             | investigating    | PT-05
mediated            | investigating    | PT-05
settled             | investigating    | PT-05
opinion_issued      | investigating    | PT-05
review_requested    | opinion_issued   | PT-07
lapsed              | opinion_issued   | PT-07
review_decided      | review           | PT-08
recheck_requested   | review_decided   | PT-09
recheck_hearing     | recheck          | PT-10
final               | recheck          | PT-10
"""

# Everyone who can stand towards a petition that the ministry forwarded to Shanghai: as what, and in which states the case exists for them at all.
STANDING = """
who                    | stands as          | sees it
intake                 | intake             | unless sealed
handler                | handler            | unless sealed
recused_handler        | handler (recused)  | unless sealed
head                   | head               | unless sealed
leader                 | leader             | unless sealed
supervisor             | supervisor         | unless sealed
ministry_supervisor    | supervisor         | unless sealed
auditor                | auditor            | unless sealed
reception              | reception          | unless sealed
sender_intake          | -                  | unless sealed
sealed_reader          | handler            | any
admin                  | -                  | never
applicant              | applicant          | any
agent                  | agent              | any
system                 | system             | any
other_province_intake  | -                  | never
other_province_handler | -                  | never
other_province_head    | -                  | never
operator               | -                  | never
other_applicant        | -                  | never
stranger               | -                  | never
"""
SEALED = ("accusation", "accusation_answered")
# Before there is a case: who comes from outside is a petitioner; an officer is what the office made them.
BEFORE_FILING = """
intake                 | intake
handler                | handler
recused_handler        | handler
head                   | head
leader                 | leader
supervisor             | supervisor
ministry_supervisor    | supervisor
auditor                | auditor
reception              | reception
sender_intake          | intake
sealed_reader          | handler
admin                  | admin
applicant              | applicant agent
agent                  | applicant agent
system                 | system
other_province_intake  | intake
other_province_handler | handler
other_province_head    | head
operator               | applicant agent
other_applicant        | applicant agent
stranger               | applicant agent
"""

# Where A2 says more (or another) than the table above, and why the table is read so. A lawyer looks here first.
READINGS = """
notify_own        | A2 "(PT-02)": receipt alone does not say whether it is taken up, and 44(3) asks for that: PT-02 and PT-03 run on until a notice says so
accept            | A2 from NOTIFIED_OWN: one notice may tell receipt and acceptance at once, on the spot even (23②), so from the states before too
forward           | A2 "PT-03 by analogy": sent on to a subordinate only by the ministry, which alone has subordinates
treat_as_own      | A2 "none in text": without an objection the matter is the unit's own [inference]; no breach: 23③ obliges only whom it does not concern
raise_dispute     | A2 "any": while it is open who takes it up, that is until its class is decided
end_dispute       | 24①: who decides is written down; where another unit was decided on the matter goes there, and the petitioner is told
take_accusation   | 30③, 46(5): sealed at once; the rules of the compartment follow
end_procedure     | 31(1)-(4) end with what the other procedure does; 31(5) with the act or the answer
to_ordinary       | A2 "back to ordinary": PT-05 has been running since acceptance, because 34 knows no other beginning
mediate           | 33 does not say that it ends the matter and PT-05 [inference]
time_passed       | A2 LAPSED [design]: nothing follows in law, and nothing is final (36③)
request_review    | from LAPSED too: what was posted in time arrives later (A-POST, house rule)
open_review       | the level above an administration is the ministry; above the ministry none was seen: another unit of the ministry [ask the client]
open_recheck      | likewise
counsel           | 32②: before an opinion that does not support the claim, and afterwards
declare_recusal   | 28③ obliges who has the interest; that it is declared, and to whom, is house design
challenge         | 28③ gives the petitioner no procedure: that one may ask, and that the person asked about waits until it is decided, is house design
recuse            | 28③ names nobody who decides: the head; of the head the leader; of a leader the superior organ [house]
supervise         | 40① names the petition offices; inside the system the superior's supervisors [15①]
"""

# Open by the table, yet nothing can bring a case there with what the step needs.
NEVER = """
rectify | registered | nothing but its filing led here
rectify | review     | likewise
rectify | recheck    | likewise
rectify | review_requested  | the request opened the review, which is decided above (35): nobody below takes it back
rectify | recheck_requested | likewise (36①)
"""

states = grouped(GROUPS)

__all__ = ["rows", "states", "words"]
