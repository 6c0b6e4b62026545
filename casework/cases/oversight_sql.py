"""Counting for the supervisor's page inside the database. The policy on sealed cases looks each row's case up; a function of the owner joins instead,
and leaves sealed cases out by its own words."""

FORWARD = """
CREATE FUNCTION cases_overseen(offices bigint[], most integer)
RETURNS TABLE (by_office bigint, by_operator bigint, house_limits bigint, unserved bigint, dated_back bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    SELECT count(*) FILTER (WHERE NOT d.house AND d.bound = 'office'), count(*) FILTER (WHERE NOT d.house AND d.bound = 'operator'),
        count(*) FILTER (WHERE d.house AND d.bound <> 'applicant') INTO by_office, by_operator, house_limits
        FROM public.cases_deadline d JOIN public.cases_case c ON c.id = d.case_id
        WHERE d.status = 'breached' AND d.ended_by_seq IS NULL AND c.ended_on IS NULL AND NOT c.sealed AND (offices IS NULL OR c.office_id = ANY (offices));
    SELECT count(*) INTO unserved FROM (SELECT FROM public.cases_service s JOIN public.cases_case c ON c.id = s.case_id
        WHERE s.served_on IS NULL AND NOT c.sealed AND (offices IS NULL OR c.office_id = ANY (offices)) LIMIT most) one;
    SELECT count(*) INTO dated_back FROM (SELECT FROM public.cases_entry e JOIN public.cases_case c ON c.id = e.case_id
        WHERE e.facts @> '{"dated_back": true}' AND NOT c.sealed AND (offices IS NULL OR c.office_id = ANY (offices)) LIMIT most) one;
    RETURN NEXT;
END $$;
"""
BACKWARD = "DROP FUNCTION cases_overseen(bigint[], integer);"
