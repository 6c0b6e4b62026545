"""Every page, by who opens it. Addresses hold `{state}` where a sample case in that state is meant."""

# A user name; "" for anybody; "guest:STATE" for a citizen with the query code of a sample case in that state.
PAGES: dict[str, tuple[str, ...]] = {
    "": ("/track/", "/sign-in/", "/nowhere/"),
}
