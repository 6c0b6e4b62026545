"""Every page, by who opens it. Addresses hold `{state}` where a sample complaint in that state is meant, `{petition_state}`
where a petition, `{proposal}` where one that waits for approval."""

# Operators' people, and how the code of the respondent begins whose cases they open.
ANSWER_FOR = {"hx-sh": "OP-HX-31", "hx-hq": "OP-HX", "yf-hq": "OP-YF"}

OF = {"sh": "31", "ha": "41", "sc": "51", "ministry": "00", "admin": "00"}  # how user names begin, and the place of their office

# A user name; "" for anybody; "guest:STATE" for a citizen with the query code of a sample case in that state.
PAGES: dict[str, tuple[str, ...]] = {
    "": ("/ask/", "/ask/complaint/2/", "/track/", "/sign-in/", "/nowhere/", "/privacy/", "/accessibility/", "/verify/",
         "/ask/petition/2/", "/ask/petition/3/", "/ask/petition/4/", "/petition-channels/", "/petition-channels/CA-31/", "/petition-channels/CA-41/"),
    "guest:petition_opinion_issued": ("/cases/{petition_opinion_issued}/", "/cases/{petition_opinion_issued}/steps/request_review/"),
    "guest:petition_investigating": ("/cases/{petition_investigating}/", "/cases/{petition_investigating}/steps/add_material/"),
    "guest:petition_simple": ("/cases/{petition_simple}/",),
    "guest:petition_lapsed": ("/cases/{petition_lapsed}/", "/cases/{petition_lapsed}/steps/rate/"),
    "guest:petition_review_requested": ("/cases/{petition_review_requested}/",),
    "guest:petition_final": ("/cases/{petition_final}/",),
    "guest:forwarded": ("/cases/{forwarded}/", "/cases/{forwarded}/steps/add_material/", "/cases/{forwarded}/steps/withdraw/",
                        "/cases/{forwarded}/steps/confirm_address/"),
    "guest:operator_replied": ("/cases/{operator_replied}/", "/cases/{operator_replied}/steps/consent_mediation/"),
    "guest:replied": ("/cases/{replied}/",),
    "sh-intake": ("/desk/calendar/", "/desk/calendar/week/",
                  "/desk/", "/desk/?queue=unassigned", "/desk/search/?q=宽带", "/desk/search/?q=无此人", "/cases/{received}/",
                  "/cases/{received}/steps/ask_material/", "/cases/{received}/steps/refuse/", "/cases/{received}/steps/merge/",
                  "/cases/{awaiting_material}/", "/cases/{awaiting_material}/steps/serve/", "/cases/{awaiting_material}/steps/send_out/",
                  "/cases/{awaiting_material}/steps/confirm_address/", "/cases/{received}/working/",
                  "/desk/new/", "/desk/new/complaint/file/?channel=phone",
                  "/desk/new/complaint/enquire/", "/desk/new/complaint/file_report/",
                  "/cases/{petition_transferred_in}/", "/cases/{petition_transferred_in}/steps/take_accusation/",
                  "/desk/new/petition/register/?channel=visit", "/desk/new/petition/register_transferred/", "/desk/new/petition/open_review/"),
    "sh-handler": ("/desk/calendar/", "/desk/calendar/?month=2026-12", "/desk/calendar/week/", "/calendar/feed/",
                   "/desk/?queue=mine", "/desk/?queue=overdue", "/desk/messages/", "/desk/moved/", "/desk/digests/", "/desk/unserved/", "/cases/{accepted}/",
                   "/cases/{operator_replied}/", "/cases/{mediating}/", "/cases/{replied}/", "/cases/{accepted}/working/",
                   "/cases/{accepted}/texts/reply/result/",
                   "/cases/{petition_investigating}/", "/cases/{petition_investigating}/steps/issue_opinion/",
                   "/cases/{petition_investigating}/steps/extend/", "/cases/{petition_investigating}/working/", "/cases/{petition_review_requested}/"),
    "sc-handler": ("/cases/{petition_investigating}/",),
    "ministry-intake": ("/cases/{petition_objected}/", "/cases/{petition_registered}/", "/cases/{petition_registered}/steps/assign_down/"),
    "ministry-handler": ("/cases/{petition_review}/", "/cases/{petition_review}/steps/issue_review_opinion/"),
    "ministry-handler2": ("/cases/{petition_final}/",),
    "sh-admin": ("/admin/publication/",),
    "sh-head": ("/desk/calendar/?of=office", "/desk/calendar/week/?of=office", "/calendar/feed/", "/desk/",
                "/desk/approvals/", "/desk/approvals/{proposal}/", "/desk/texts/", "/cases/{accepted}/", "/cases/{accepted}/steps/recuse/",
                "/account/"),
    "sh-supervisor": ("/desk/", "/desk/unserved/", "/oversight/", "/oversight/passed/office/", "/oversight/by/handlers/",
                      "/oversight/pauses/", "/oversight/pauses/extended/"),
    "ministry-supervisor": ("/desk/?queue=office", "/oversight/", "/oversight/passed/house/", "/oversight/dated-back/",),
    "hx-sh": ("/operator/calendar/", "/operator/calendar/week/", "/calendar/feed/", "/desk/search/?q=宽带",
              "/operator/", "/operator/?list=waiting", "/operator/?list=late",
              "/cases/{forwarded}/", "/cases/{objected}/",
              "/cases/{operator_replied}/", "/cases/{mediating}/", "/cases/{forwarded}/steps/object/", "/cases/{replied}/"),
    "admin": ("/admin/workdays/", "/admin/workdays/?year=2025"),
    "yf-hq": ("/operator/?list=returned",),
    "hx-hq": ("/operator/", "/operator/?list=waiting&branch=OP-HX-31", "/operator/people/", "/operator/people/hx-sh/", "/operator/people/hx-hq/"),
}
