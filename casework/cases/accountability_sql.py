"""Counting who answered for what, inside the database: sealed cases are left out by the function's own words (see `oversight_sql`).

`numbers` are working days counted through: numbers[n + 1] is how many of the days up to and with the n-th day of the period are working days.
"""

KEPT = """
CREATE FUNCTION cases_keep_said() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(OLD) ->> TG_ARGV[0]) IS NOT NULL OR (to_jsonb(NEW) - TG_ARGV[1:]) <> (to_jsonb(OLD) - TG_ARGV[1:]) THEN
        RAISE EXCEPTION '已说明、已决定的不得变更 (what was said and decided stays): % on %', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_check BEFORE UPDATE OR DELETE ON cases_firstcheck
    FOR EACH ROW EXECUTE FUNCTION cases_keep_said('seen_on', 'seen_on', 'agrees', 'remarks');
CREATE TRIGGER keep_attribution BEFORE UPDATE OR DELETE ON cases_attribution
    FOR EACH ROW EXECUTE FUNCTION cases_keep_said('decided_at', 'decided_by_id', 'decided_at', 'upheld', 'decision');
"""
NOT_KEPT = """
DROP TRIGGER keep_check ON cases_firstcheck; DROP TRIGGER keep_attribution ON cases_attribution; DROP FUNCTION cases_keep_said();
"""

COUNTED = """
CREATE FUNCTION cases_accounted(offices bigint[], person bigint, since date, until date, numbers integer[])
RETURNS TABLE (what text, office_id bigint, user_id bigint, one bigint, two bigint, three bigint, four bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    places bigint[] := coalesce($1, (SELECT array_agg(o.id) FROM public.people_organisation o WHERE o.kind = 'office'));
BEGIN
    RETURN QUERY SELECT 'matters', m.office_id, m.handler_id, count(*),
            count(*) FILTER (WHERE m.case_id IN (SELECT r.of_id FROM public.cases_matter r WHERE r.of_id IS NOT NULL)), 0::bigint, 0::bigint
        FROM public.cases_matter m
        WHERE m.office_id = ANY (places) AND m.received_on BETWEEN $3 AND $4 AND m.of_id IS NULL AND ($2 IS NULL OR m.handler_id = $2)
            AND m.case_id NOT IN (SELECT c.id FROM public.cases_case c WHERE c.sealed)
        GROUP BY 2, 3;
    RETURN QUERY SELECT 'held', h.office_id, h.user_id, count(*), sum(h.upto - h.began)::bigint,
            sum($5[h.upto - $3 + 1] - $5[h.began - $3 + 1])::bigint, count(*) FILTER (WHERE h.back)
        FROM (SELECT a.office_id, a.user_id, greatest(a.since, $3) AS began, least(coalesce(a.until, $4), $4) AS upto, a.returned AND a.since >= $3 AS back
            FROM (SELECT b.office_id, b.user_id, b.since, b.until, b.returned, b.case_id FROM public.cases_assignment b
                    WHERE b.office_id = ANY (places) AND b.until IS NULL AND b.since <= $4 AND ($2 IS NULL OR b.user_id = $2)
                UNION ALL SELECT b.office_id, b.user_id, b.since, b.until, b.returned, b.case_id FROM public.cases_assignment b
                    WHERE b.office_id = ANY (places) AND b.until >= $3 AND b.since <= $4 AND ($2 IS NULL OR b.user_id = $2)) a
            WHERE a.case_id NOT IN (SELECT c.id FROM public.cases_case c WHERE c.sealed)) h
        GROUP BY 2, 3;
    RETURN QUERY SELECT 'offered', h.office_id, h.from_user_id, count(*) FILTER (WHERE h.accepted),
            count(*) FILTER (WHERE h.declined_why <> ''), 0::bigint, 0::bigint
        FROM public.cases_handover h
        WHERE h.answered_on BETWEEN $3 AND $4 AND h.office_id = ANY (places) AND ($2 IS NULL OR h.from_user_id = $2)
            AND h.case_id NOT IN (SELECT c.id FROM public.cases_case c WHERE c.sealed)
        GROUP BY 2, 3;
    RETURN QUERY SELECT 'breached', a.office_id, a.user_id, count(*) FILTER (WHERE NOT d.house), count(*) FILTER (WHERE d.house), 0::bigint, 0::bigint
        FROM public.cases_deadline d JOIN public.cases_assignment a
            ON a.case_id = d.case_id AND a.since <= d.fell_due_on AND (a.until IS NULL OR a.until > d.fell_due_on)
        WHERE d.fell_due_on BETWEEN $3 AND $4 AND d.bound = 'office' AND d.status <> 'void'
            AND a.office_id = ANY (places) AND ($2 IS NULL OR a.user_id = $2)
            AND d.case_id NOT IN (SELECT c.id FROM public.cases_case c WHERE c.sealed)
        GROUP BY 2, 3;
END $$;
"""
NOT_COUNTED = "DROP FUNCTION cases_accounted(bigint[], bigint, date, date, integer[]);"
