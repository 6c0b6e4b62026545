"""Finding cases by words inside the database. With row-level security PostgreSQL may not look up words in an index for the application's role,
because the comparison of words is not known to be free of leaks; so a function of the owner looks, over a table that holds no sealed case."""

LOOK = """
CREATE FUNCTION cases_found(asked tsquery, held bigint[], before bigint, most integer, counting integer)
RETURNS TABLE (ids bigint[], counted integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE every bigint[];
BEGIN
    IF held IS NULL THEN
        SELECT array_agg(one.case_id) INTO every FROM (SELECT case_id FROM public.cases_words WHERE words @@ asked LIMIT counting) one;
    ELSE
        SELECT array_agg(one.case_id) INTO every FROM
            (SELECT case_id FROM public.cases_words WHERE words @@ asked AND holders && held LIMIT counting) one;
    END IF;
    counted := coalesce(cardinality(every), 0);
    IF counted < counting THEN
        ids := ARRAY(SELECT one FROM unnest(every) one WHERE one < before ORDER BY one DESC LIMIT most);
    ELSIF held IS NULL THEN
        ids := ARRAY(SELECT case_id FROM public.cases_words WHERE words @@ asked AND case_id < before ORDER BY case_id DESC LIMIT most);
    ELSE
        ids := ARRAY(SELECT case_id FROM public.cases_words WHERE words @@ asked AND holders && held AND case_id < before ORDER BY case_id DESC LIMIT most);
    END IF;
    RETURN NEXT;
END $$;
"""
FORGET = """
CREATE FUNCTION cases_forget_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM public.cases_words WHERE case_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_words AFTER UPDATE OF sealed ON cases_case FOR EACH ROW WHEN (NEW.sealed) EXECUTE FUNCTION cases_forget_words();
"""
FORWARD = LOOK + FORGET
BACKWARD = (
    "DROP TRIGGER forget_words ON cases_case; DROP FUNCTION cases_forget_words(); DROP FUNCTION cases_found(tsquery, bigint[], bigint, integer, integer);"
)
