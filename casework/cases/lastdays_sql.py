"""Which last days fall on which day, inside the database. The policy on sealed cases looks the case of each deadline up; a function of the owner joins
instead, and leaves sealed cases out by its own words. What it finds is read by the program's own role, under the policy."""

PLACED = """
        SELECT p.* FROM (SELECT f.id, f.last_day, row_number() OVER (PARTITION BY f.last_day ORDER BY f.house, f.rule, f.id) AS at,
            count(*) OVER (PARTITION BY f.last_day), count(*) FILTER (WHERE f.house) OVER (PARTITION BY f.last_day) FROM found f) p WHERE p.at <= most"""
# OFFSET 0: case by case from the index of its running deadlines. Left to itself PostgreSQL, which takes these to be few, reads every deadline there was.
RUNNING = """(SELECT d.id, d.last_day, d.house, d.rule FROM public.cases_deadline d WHERE d.case_id = {case} AND d.ended_by_seq IS NULL
                AND d.last_day BETWEEN first AND last AND d.bound = {bound} OFFSET 0) d"""
OF_OFFICE, OF_PARTY = RUNNING.format(case="c.id", bound="'office'"), RUNNING.format(case="t.case_id", bound="'operator' AND d.bound_party_id = t.party_id")
OPEN = "c.ended_on IS NULL AND NOT c.sealed"
POSTS = f"""ELSIF posts IS NOT NULL THEN
        RETURN QUERY WITH found AS MATERIALIZED (SELECT d.* FROM public.cases_case c CROSS JOIN LATERAL {OF_OFFICE}
            WHERE c.office_id = ANY (offices) AND c.waits_on = ANY (posts) AND {OPEN}){PLACED};
    """


def _made(parameter: str, posts: str) -> str:
    return f"""
CREATE FUNCTION cases_last_days(handlers bigint, offices bigint[], {parameter}operators bigint[], first date, last date, most integer)
RETURNS TABLE (deadline bigint, last_day date, place bigint, items bigint, houses bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
    IF operators IS NOT NULL THEN
        RETURN QUERY WITH found AS MATERIALIZED (SELECT d.* FROM public.cases_turn t CROSS JOIN LATERAL {OF_PARTY}
            WHERE t.organisation_id = ANY (operators) AND t.due_on <= last){PLACED};
    ELSIF handlers IS NOT NULL THEN
        RETURN QUERY WITH found AS MATERIALIZED (SELECT d.* FROM public.cases_case c CROSS JOIN LATERAL {OF_OFFICE}
            WHERE c.handler_id = handlers AND c.office_id = ANY (offices) AND {OPEN}){PLACED};
    {posts}ELSE
        RETURN QUERY WITH found AS MATERIALIZED (SELECT d.* FROM public.cases_case c CROSS JOIN LATERAL {OF_OFFICE}
            WHERE c.office_id = ANY (offices) AND {OPEN}){PLACED};
    END IF;
END $$;
"""


FORWARD = _made("", "")
BACKWARD = "DROP FUNCTION cases_last_days(bigint, bigint[], bigint[], date, date, integer);"
# 0022: also what waits for posts.
WITH_POSTS = BACKWARD + _made("posts text[], ", POSTS)
WITHOUT_POSTS = "DROP FUNCTION cases_last_days(bigint, bigint[], text[], bigint[], date, date, integer);" + FORWARD
