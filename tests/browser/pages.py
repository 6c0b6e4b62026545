"""Every page, by who opens it. Addresses hold `{state}` where a sample case in that state is meant."""

# A user name; "" for anybody; "guest:STATE" for a citizen with the query code of a sample case in that state.
PAGES: dict[str, tuple[str, ...]] = {
    "": ("/track/", "/sign-in/", "/nowhere/"),
    "sh-intake": ("/desk/", "/desk/?queue=unassigned", "/desk/search/?q=宽带", "/desk/search/?q=无此人"),
    "sh-handler": ("/desk/?queue=mine", "/desk/?queue=overdue", "/desk/messages/", "/desk/unserved/"),
    "sh-head": ("/desk/",),
    "sh-supervisor": ("/desk/", "/desk/unserved/"),
    "ministry-supervisor": ("/desk/?queue=office",),
    "hx-sh": ("/desk/search/?q=宽带",),
}
