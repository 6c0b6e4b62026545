"""Every page, by who opens it. Addresses hold `{state}` where a sample case in that state is meant, `{proposal}` where one that waits for approval."""

# Operators' people, and how the code of the respondent begins whose cases they open.
ANSWER_FOR = {"hx-sh": "OP-HX-31", "hx-hq": "OP-HX", "yf-hq": "OP-YF"}

# A user name; "" for anybody; "guest:STATE" for a citizen with the query code of a sample case in that state.
PAGES: dict[str, tuple[str, ...]] = {
    "": ("/ask/", "/ask/complaint/2/", "/track/", "/sign-in/", "/nowhere/", "/privacy/", "/accessibility/", "/verify/", "/waiting/CA-31/"),
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
                  "/desk/reception/", "/desk/reception/1/", "/desk/reception/2/", "/desk/reception/before/", "/desk/reception/place/",
                  "/cases/{accepted}/steps/challenge/"),
    "sh-handler": ("/desk/calendar/", "/desk/calendar/?month=2026-12", "/desk/calendar/week/", "/calendar/feed/",
                   "/desk/?queue=mine", "/desk/?queue=overdue", "/desk/messages/", "/desk/moved/", "/desk/digests/", "/desk/unserved/", "/cases/{accepted}/",
                   "/cases/{operator_replied}/", "/cases/{mediating}/", "/cases/{replied}/", "/cases/{accepted}/working/",
                   "/cases/{accepted}/steps/declare_recusal/",
                   "/cases/{accepted}/texts/reply/result/", "/desk/mine/", "/cases/{replied}/held/"),
    "sh-head": ("/desk/calendar/?of=office", "/desk/calendar/week/?of=office", "/calendar/feed/", "/desk/",
                "/desk/approvals/", "/desk/approvals/{proposal}/", "/desk/texts/", "/cases/{accepted}/", "/cases/{accepted}/steps/recuse/",
                "/account/",
                "/cases/{accepted}/held/", "/oversight/accountability/", "/oversight/desks/", "/oversight/desks/sh-handler/"),
    "sh-supervisor": ("/desk/", "/desk/unserved/", "/oversight/", "/oversight/passed/office/", "/oversight/by/handlers/",
                      "/oversight/pauses/", "/oversight/pauses/extended/"),
    "ministry-supervisor": ("/desk/?queue=office", "/oversight/", "/oversight/passed/house/", "/oversight/dated-back/",
                            "/oversight/accountability/", "/oversight/accountability/?office=CA-31"),
    "hx-sh": ("/operator/calendar/", "/operator/calendar/week/", "/calendar/feed/", "/desk/search/?q=宽带",
              "/operator/", "/operator/?list=waiting", "/operator/?list=late",
              "/cases/{forwarded}/", "/cases/{objected}/",
              "/cases/{operator_replied}/", "/cases/{mediating}/", "/cases/{forwarded}/steps/object/", "/cases/{replied}/"),
    "admin": ("/admin/workdays/", "/admin/workdays/?year=2025"),
    "yf-hq": ("/operator/?list=returned",),
    "hx-hq": ("/operator/", "/operator/?list=waiting&branch=OP-HX-31", "/operator/people/", "/operator/people/hx-sh/", "/operator/people/hx-hq/"),
}
