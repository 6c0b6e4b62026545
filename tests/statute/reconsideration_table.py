"""行政复议 as a table: every state, every step, who may take it, and what follows. Written by hand from procedures A3, B and G3, to be read beside them;
nothing here is computed from the program. `test_reconsideration_table` asserts every cell of it through the engine."""

# Words that stand for several states.
GROUPS = """
admission      | filed reviewed_again
undecided      | filed reviewed_again correcting
ordinary       | accepted served trial hearing
simple         | simple_accepted simple_served simple_trial
under way      | accepted served trial hearing simple_accepted simple_served simple_trial
on norm        | norm_review norm_transferred
stopped        | suspended norm_review norm_transferred simple_suspended
pending        | under way, stopped, agreed
trials         | trial simple_trial
hearing it     | trial simple_trial hearing
stoppable      | accepted served trial
rest           | accepted hearing simple_accepted agreed
at work        | filed reviewed_again correcting, pending
in effect      | effective urged
decisions      | decided effective urged
suable         | refused dismissed terminated decided effective urged closed
any open       | at_organ, at work, decisions, in_court
any            | at_organ mended filed correcting reviewed_again abandoned refused, pending, dismissed terminated moved_up, decisions, in_court closed
"""

# Each state: whom it waits for; the clocks running in the case that its path (reconsideration_moves) builds, with their last day; by when it is due.
# AR-15 counts sixty days from 4 March: 3 May, in the holiday, so 6 May; it stands still while the case does. AR-34: 5 May, so 6 May.
STATES = """
state            | waits on   | clocks running                                       | due
new              | -          | -                                                    | -
at_organ         | intake     | AR-09 2026-03-09                                     | AR-09 2026-03-09
mended           | end        | -                                                    | -
filed            | intake     | AR-05 2026-03-09                                     | AR-05 2026-03-09
correcting       | applicant  | AR-08 2026-03-18                                     | AR-08 2026-03-18
reviewed_again   | intake     | AR-05 2026-03-16                                     | AR-05 2026-03-16
abandoned        | end        | -                                                    | -
refused          | end        | -                                                    | -
accepted         | handler    | AR-10 2026-03-13, AR-15 2026-05-06                   | AR-10 2026-03-13
served           | respondent | AR-11 2026-03-23, AR-15 2026-05-06                   | AR-11 2026-03-23
trial            | handler    | AR-15 2026-05-06                                     | AR-15 2026-05-06
hearing          | handler    | AR-15 2026-05-06                                     | AR-15 2026-05-06
norm_review      | handler    | AR-20 2026-03-25, AR-18 2026-04-20, AR-15 -          | AR-20 2026-03-25
norm_transferred | handler    | AR-15 -                                              | -
suspended        | handler    | AR-15 -                                              | -
simple_accepted  | handler    | AR-12 2026-03-09, AR-17 2026-04-03                   | AR-12 2026-03-09
simple_served    | respondent | AR-13 2026-03-16, AR-17 2026-04-03                   | AR-13 2026-03-16
simple_trial     | handler    | AR-17 2026-04-03                                     | AR-17 2026-04-03
simple_suspended | handler    | AR-23 2026-05-15, AR-17 -                            | AR-23 2026-05-15
agreed           | handler    | AR-15 2026-05-06                                     | AR-15 2026-05-06
dismissed        | end        | -                                                    | -
terminated       | end        | -                                                    | -
moved_up         | end        | -                                                    | -
decided          | handler    | -                                                    | -
effective        | respondent | AR-25 2026-04-24                                     | -
urged            | respondent | -                                                    | -
in_court         | handler    | AR-34 2026-05-06                                     | AR-34 2026-05-06
closed           | end        | -                                                    | -
"""

# Each step: from which states, who takes (or proposes) it, who approves it in which order, where it leads (= stays), on what it rests.
APPLYING = "applicant agent representative"
STEPS = f"""
step                   | from                        | who                                     | approves          | to              | basis
file                   | new                         | applicant agent intake                  | -                 | filed           | 22①②
file_orally            | new                         | intake                                  | -                 | filed           | 22①③
receive_at_organ       | new                         | intake                                  | -                 | at_organ        | 32①
forward_to_ministry    | at_organ                    | intake handler                          | -                 | filed           | 32②
put_right              | at_organ                    | intake handler                          | head              | mended          | 32②
split                  | admission                   | intake handler                          | -                 | =               | 22④
open_split             | new                         | intake handler                          | -                 | filed           | 22④
ask_correction         | filed                       | intake handler                          | -                 | correcting      | 31①
extend_correction      | correcting                  | intake handler                          | legal_head        | =               | 31②
correct                | correcting abandoned        | {APPLYING} intake                       | -                 | reviewed_again  | 31②③
deem_abandoned         | correcting                  | system                                  | -                 | abandoned       | 31②
accept                 | admission                   | intake handler                          | -                 | accepted        | 30①
accept_simple          | admission                   | intake handler                          | -                 | simple_accepted | 30①、53
deem_accepted          | admission                   | system                                  | -                 | accepted        | 30③
tell_acceptance        | accepted                    | intake handler                          | -                 | =               | 30③ design
refuse                 | admission                   | intake handler                          | legal_head        | refused         | 30②、34
add_to_application     | undecided                   | {APPLYING} intake handler               | -                 | =               | 20②；令69 5②
record_officer         | any                         | legal_head head                         | -                 | =               | 6②
join_third_party       | pending                     | intake handler                          | -                 | =               | 16
change_party           | at work                     | intake handler                          | -                 | =               | 14②③
change_agent           | at work                     | {APPLYING} third_party intake handler   | -                 | =               | 17
choose_representatives | at work                     | {APPLYING} intake handler               | -                 | =               | 15①
change_claim           | at work                     | {APPLYING} intake handler               | -                 | =               | 15②
send_copy              | accepted                    | handler                                 | -                 | served          | 48
send_copy_simple       | simple_accepted             | handler                                 | -                 | simple_served   | 54①
answer_application     | served simple_served, stopped | respondent intake handler             | -                 | trials, stopped | 48、54①
no_answer              | pending                     | system                                  | -                 | trials, stopped, rest   | 70
answer_late            | pending                     | respondent intake handler               | -                 | =               | 70
choose_simple          | accepted                    | intake handler                          | legal_head        | simple_accepted | 53
agree_simple           | trial                       | intake handler                          | legal_head        | simple_trial    | 53②
convert                | simple                      | handler                                 | legal_head        | stoppable | 55
hear                   | trials                      | handler                                 | -                 | =               | 49
call_hearing           | trial                       | handler                                 | -                 | hearing         | 50、51①
move_hearing           | hearing                     | handler                                 | -                 | =               | 51①
hold_hearing           | hearing                     | handler                                 | -                 | trial           | 50③、51③
waive_hearing          | hearing                     | handler                                 | -                 | trial           | 51②
ask_committee          | hearing it                  | handler                                 | -                 | =               | 52②
record_advice          | hearing it                  | handler                                 | -                 | =               | 52③
inquire                | under way                   | handler                                 | -                 | =               | 45
request_evidence       | under way                   | handler                                 | -                 | =               | 45
verify_evidence        | hearing it                  | handler                                 | -                 | =               | 43②
add_material           | pending                     | {APPLYING} third_party intake handler   | -                 | =               | 43①、46②
supplement             | under way                   | respondent intake handler               | legal_head        | =               | 46②
bring_evidence         | pending                     | third_party intake handler              | -                 | =               | 70
open_material          | pending, decided            | handler                                 | -                 | =               | 47
close_material         | pending, decided            | handler                                 | legal_head        | =               | 47
stay                   | pending                     | handler                                 | legal_head        | =               | 42
lift_stay              | pending, decided            | handler                                 | legal_head        | =               | 42
suspend                | ordinary                    | handler                                 | legal_head        | suspended       | 39①
suspend_simple         | simple                      | handler                                 | legal_head        | simple_suspended | 39①
resume                 | suspended                   | handler                                 | -                 | ordinary | 39②③
resume_simple          | simple_suspended            | handler                                 | -                 | simple | 39②③
sixty_days_complete    | suspended simple_suspended  | system                                  | -                 | =               | 41(5)
extend                 | ordinary                    | handler                                 | legal_head        | =               | 62①
take_up_norm           | stoppable                   | handler                                 | -                 | =               | 13、56、57
review_norm            | stoppable                   | handler                                 | legal_head        | norm_review     | 39①(9)、56、57
ask_maker              | norm_review                 | handler                                 | -                 | =               | 58①
record_maker_answer    | norm_review                 | intake handler                          | -                 | =               | 58①
find_lawful            | norm_review                 | handler                                 | leader            | stoppable | 59
stop_clause            | norm_review                 | handler                                 | legal_head leader | stoppable | 59
transfer_norm          | stoppable                   | handler                                 | legal_head        | norm_transferred | 39①(9)、56、57
receive_reply          | norm_transferred            | handler                                 | -                 | stoppable | 60
dismiss                | under way, stopped          | handler                                 | legal_head leader | dismissed       | 33
withdraw               | at work                     | {APPLYING} intake handler               | -                 | =               | 41(1)、74②
permit_withdrawal      | at work                     | intake handler                          | legal_head        | terminated      | 41(1)、74
decline_withdrawal     | at work                     | intake handler                          | -                 | =               | 74
terminate              | under way, stopped          | handler                                 | legal_head        | terminated      | 41
mediate                | trials                      | handler                                 | leader            | agreed          | 73①
sign                   | agreed                      | handler                                 | -                 | effective       | 73①
give_up_mediation      | agreed                      | handler                                 | -                 | trials | 73②
decide                 | trials                      | handler                                 | legal_head leader | decided         | 61-72、75
take_effect            | decided                     | intake handler                          | -                 | effective       | 75②
perform                | in effect                   | respondent intake handler               | -                 | effective       | 77①、64②
order_performance      | in effect                   | handler                                 | legal_head        | urged           | 77②
enforce                | in effect                   | handler                                 | legal_head        | =               | 78
publish                | decisions, closed           | handler                                 | legal_head        | =               | 79①
close                  | in effect                   | intake handler                          | -                 | closed          | design
period_over            | pending                     | system                                  | -                 | =               | 行诉法 45
suit_time_passed       | any                         | system                                  | -                 | =               | 行诉法 45
send_opinion           | under way, stopped, decisions | handler                               | leader            | =               | 76
report_correction      | any                         | respondent intake handler               | -                 | =               | 76
obey_correction        | refused dismissed           | intake head                             | -                 | reviewed_again  | 35
obey_resumption        | suspended                   | handler head                            | -                 | ordinary | 40
move_up                | under way, stopped          | handler intake                          | leader            | moved_up        | 38
record_suit            | suable                      | intake handler                          | -                 | in_court        | 行诉法 26、67①
record_suit_on_silence | pending                     | intake handler                          | -                 | =               | 行诉法 45、67①
file_defence           | any                         | intake handler                          | -                 | =               | 行诉法 67①
record_judgment        | in_court                    | intake handler                          | -                 | suable | 4②
code_breach            | any                         | handler head supervisor                 | -                 | =               | 82-84
refer_lead             | any                         | handler                                 | leader            | =               | 85、86
assign                 | any open                    | head intake handler                     | -                 | =               | 6②、36①
hand_over              | any open                    | handler head                            | -                 | =               | house
accept_hand_over       | any open                    | handler                                 | -                 | =               | house
decline_hand_over      | any open                    | handler                                 | -                 | =               | house
declare_recusal        | any open                    | intake handler head leader reception            | -         | =               | house
challenge              | any open                    | {APPLYING} intake handler               | -                 | =               | house
recuse                 | any open                    | head leader supervisor                  | -                 | =               | house
confirm_address        | any                         | {APPLYING} third_party handler intake   | -                 | =               | 令69 6；民诉 90
send_out               | any                         | handler intake                          | -                 | =               | 民诉 91、95
serve                  | any                         | handler intake                          | -                 | =               | 民诉 87-95
arrive                 | any                         | system                                  | -                 | =               | 民诉 90
deem_served            | any                         | system                                  | -                 | =               | 民诉 95
record_ground          | admission, trials           | intake handler                          | -                 | =               | 30①、61①
rectify                | any                         | head                                    | -                 | back            | house
correct_paper          | any                         | head                                    | -                 | =               | house
erase                  | any                         | head                                    | -                 | =               | 个保法 47
breach                 | any open                    | system                                  | -                 | =               | the clocks
"""

# Clocks that go together: what is owed no longer when a case ends. The report on an opinion letter (AR-24) and a defence (AR-34) outlive it.
LISTS = {
    "rest": "AR-05 AR-08 AR-10 AR-11 AR-12 AR-13 AR-18 AR-19 AR-20 AR-21 AR-22 AR-23 AR-25 AR-26",
    "time": "AR-15 AR-17",
}

# What a step brings about beside the state. `?`: only in some cases (a paper to an organ that stands in the case, a clock whose day is known). Stops: the
# duty is done. Lapses: no longer owed.
EFFECTS = """
step                   | papers                                    | starts                    | stops       | lapses
file                   | application_form?                         | AR-05                     | -           | -
file_orally            | oral_application                          | AR-05                     | -           | -
receive_at_organ       | -                                         | AR-09                     | -           | -
forward_to_ministry    | -                                         | AR-05                     | AR-09       | -
put_right              | -                                         | -                         | -           | AR-09
split                  | split_notice                              | -                         | -           | -
open_split             | -                                         | AR-05                     | -           | -
ask_correction         | correction_notice                         | -                         | AR-07 AR-05 | -
correct                | -                                         | AR-05                     | AR-08       | AR-08
deem_abandoned         | -                                         | -                         | -           | AR-08
accept                 | acceptance_notice                         | AR-10 AR-15 AR-18? AR-19? | AR-05       | -
accept_simple          | acceptance_notice                         | AR-12 AR-17               | AR-05       | -
deem_accepted          | -                                         | AR-10 AR-15               | -           | AR-05
tell_acceptance        | acceptance_notice                         | -                         | -           | -
refuse                 | refusal                                   | -                         | AR-05       | -
join_third_party       | third_party_notice                        | -                         | -           | -
send_copy              | answer_notice                             | -                         | AR-10 AR-12 | -
send_copy_simple       | simple_answer_notice                      | -                         | AR-12       | -
answer_application     | -                                         | -                         | AR-11 AR-13 | -
no_answer              | -                                         | -                         | -           | AR-11 AR-13
choose_simple          | -                                         | AR-12 AR-17               | -           | AR-10 AR-15 AR-12 AR-17
agree_simple           | -                                         | AR-17                     | -           | time
convert                | conversion_notice                         | AR-15                     | -           | time AR-26
hear                   | opinion_record                            | -                         | -           | -
call_hearing           | hearing_notice                            | -                         | -           | -
move_hearing           | hearing_notice                            | -                         | -           | -
hold_hearing           | hearing_record                            | -                         | -           | -
request_evidence       | evidence_request                          | -                         | -           | -
open_material          | file_access                               | -                         | -           | -
close_material         | file_access_refusal                       | -                         | -           | -
stay                   | stay_notice                               | -                         | -           | -
suspend                | suspension_notice                         | AR-23?                    | -           | -
suspend_simple         | suspension_notice                         | AR-23?                    | -           | -
resume                 | resumption_notice                         | -                         | -           | AR-23
resume_simple          | resumption_notice                         | -                         | -           | AR-23
sixty_days_complete    | -                                         | -                         | -           | AR-23
extend                 | extension_notice                          | -                         | -           | -
take_up_norm           | -                                         | AR-18? AR-19?             | -           | AR-18 AR-19
review_norm            | norm_notice suspension_notice             | AR-20                     | -           | -
ask_maker              | norm_maker_notice                         | -                         | AR-20       | -
record_maker_answer    | -                                         | -                         | AR-21       | -
find_lawful            | resumption_notice                         | -                         | AR-18       | AR-20 AR-21
stop_clause            | norm_decision resumption_notice           | -                         | AR-18       | AR-20 AR-21
transfer_norm          | norm_transfer norm_notice suspension_notice | -                       | AR-19       | -
receive_reply          | resumption_notice                         | -                         | AR-22       | -
dismiss                | dismissal                                 | -                         | AR-15 AR-17 | rest
permit_withdrawal      | withdrawal_permit termination             | -                         | -           | time rest
terminate              | termination                               | -                         | -           | time rest
mediate                | mediation_agreement                       | -                         | -           | -
sign                   | -                                         | -                         | AR-15 AR-17 | rest
decide                 | decision? decision_on_own_act?            | -                         | AR-15 AR-17 | rest
order_performance      | performance_order                         | -                         | -           | -
close                  | -                                         | -                         | -           | time rest
period_over            | -                                         | AR-26                     | -           | AR-26
suit_time_passed       | -                                         | -                         | -           | AR-25 AR-26
send_opinion           | opinion_letter                            | -                         | -           | -
report_correction      | -                                         | -                         | AR-24       | -
obey_correction        | -                                         | AR-05                     | -           | AR-26
obey_resumption        | resumption_notice                         | -                         | -           | AR-23
move_up                | -                                         | -                         | -           | time rest
record_suit            | -                                         | AR-34                     | -           | AR-25 AR-26
record_suit_on_silence | -                                         | AR-34                     | -           | AR-26
file_defence           | -                                         | -                         | AR-34       | -
record_judgment        | -                                         | -                         | -           | AR-34
rectify                | correction?                               | -                         | -           | -
correct_paper          | amendment                                 | -                         | -           | -
refer_lead             | lead_referral                             | -                         | -           | -
"""

# The clock of the other side that service of the paper starts there.
SERVED = """
state            | starts
correcting       | AR-08
refused          | AR-26
dismissed        | AR-26
decided          | AR-25
"""

# Rectifying the last step of the path: the state before, its clocks again; who had a paper gets a correcting one.
RECTIFIED = """
state            | back to         | clocks running
mended           | at_organ        | AR-09
correcting       | filed           | AR-05
reviewed_again   | correcting      | AR-08
abandoned        | correcting      | AR-08
refused          | filed           | AR-05
accepted         | filed           | AR-05
served           | accepted        | AR-10 AR-15
trial            | served          | AR-11 AR-15
hearing          | trial           | AR-15
norm_review      | trial           | AR-15 AR-18
norm_transferred | trial           | AR-15 AR-19
suspended        | trial           | AR-15
simple_accepted  | filed           | AR-05
simple_served    | simple_accepted | AR-12 AR-17
simple_trial     | simple_served   | AR-13 AR-17
simple_suspended | simple_trial    | AR-17
agreed           | trial           | AR-15
dismissed        | trial           | AR-15
terminated       | trial           | AR-15
moved_up         | trial           | AR-15
decided          | trial           | AR-15
effective        | decided         | AR-25
urged            | effective       | -
in_court         | effective       | AR-25
closed           | effective       | -
"""

# Everyone who can stand towards a case at the ministry against an act of Shanghai: as what, and in which states the case exists for them at all.
STANDING = """
who                    | stands as                   | sees it
intake                 | intake                      | any
handler                | handler                     | any
recused_handler        | handler (recused)           | any
head                   | head                        | any
legal_head             | legal_head                  | any
leader                 | leader                      | any
supervisor             | supervisor                  | any
auditor                | auditor                     | any
applicant              | applicant                   | any
agent                  | agent                       | any
system                 | system                      | any
respondent_intake      | -                           | never
respondent_handler     | -                           | never
respondent_head        | -                           | never
other_province_handler | -                           | never
admin                  | -                           | never
operator               | -                           | never
other_applicant        | -                           | never
stranger               | -                           | never
"""
# Before there is a case: who comes from outside is an applicant; an officer is what the office made them.
BEFORE_FILING = """
intake                 | intake
handler                | handler
recused_handler        | handler
head                   | head
legal_head             | legal_head
leader                 | leader
supervisor             | supervisor
auditor                | auditor
applicant              | applicant agent
agent                  | applicant agent
system                 | system
respondent_intake      | intake
respondent_handler     | handler
respondent_head        | head
other_province_handler | handler
admin                  | admin
operator               | applicant agent
other_applicant        | applicant agent
stranger               | applicant agent
"""

# Where A3 or G3 says more (or another) than the table above, and why the table is read so. A lawyer looks here first.
READINGS = """
receive_at_organ  | AR-01 is met by the receipt of the penalty organ, AR-05 runs from the ministry's [inference]
ask_correction    | 31① 「一次性载明」: once only, from the first review; AR-07 runs with AR-05, the same days, and is not counted beside it
correct           | from ABANDONED too: what was posted in time arrives later (88①, 民诉 85④)
deem_accepted     | the acceptance is dated the last day of AR-05; no paper is dated back: `tell_acceptance` tells of it
accept            | ordinary unless another procedure is chosen: 36① leaves the choice to the organ
refuse            | who decides is not said: the head of the 复议机构 [design]; 61① is about decisions on the act
dismiss           | as a decision: head of the 复议机构, then the leader or the collective [61① by analogy]
answer_application | the respondent's own door is not open yet: the desk records what it sent
no_answer         | in whatever state the day passes; the case goes on being heard
convert           | 55 is silent: the sixty days from the original acceptance [inference]
agree_simple      | 53②: the respondent can consent only once it is heard of
call_hearing      | AR-14 is a condition, no running clock: a hearing that cannot be told of in time moves
suspend           | that the clock stands still is inference: 39 does not say so in words
sixty_days_complete | 41(5) needs a decision, so nothing ends by itself: handler and head are told, and `terminate` is open
take_up_norm      | A-NORM: from acceptance (56) or from the finding (57)
mediate           | the sixty days run on until all have signed (73①)
take_effect       | 75②: the day on which the last of the parties was served
close             | house: nothing to perform any more, and AR-25 over
record_suit       | a case that ended is open again while it is in court, so that AR-34 is on the list
obey_correction   | the superior of the ministry is the State Council (35)
move_up           | likewise (38)
"""

# Open by the table, yet nothing can bring a case there with what the step needs.
NEVER = """
rectify                | at_organ filed                                                         | nothing but its filing led here
tell_acceptance        | accepted                                                               | accepted in words, and told
report_correction      | at_organ mended filed correcting reviewed_again abandoned refused      | an opinion letter is sent while the act is heard, or later
file_defence           | at_organ mended filed correcting reviewed_again abandoned refused      | a suit over these is in_court
answer_late            | served simple_served                                                   | the time has not passed there
serve                  | at_organ mended                                                        | no paper is issued there
arrive                 | at_organ mended                                                        | likewise
send_out               | at_organ mended                                                        | likewise
deem_served            | at_organ mended                                                        | likewise
correct_paper          | at_organ mended                                                        | likewise
"""
