"""A sealed case is nobody's turn: the database takes its rows away, whoever seals it."""

FORWARD = """
CREATE FUNCTION cases_forget_turns() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM public.cases_turn WHERE case_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_turns AFTER UPDATE OF sealed ON cases_case FOR EACH ROW WHEN (NEW.sealed) EXECUTE FUNCTION cases_forget_turns();
"""
BACKWARD = "DROP TRIGGER forget_turns ON cases_case; DROP FUNCTION cases_forget_turns();"
