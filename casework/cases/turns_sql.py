"""A sealed case is nobody's turn: the database takes its rows away, whoever seals it, and lets none in. So the table needs no policy that looks
at the case of every row, and its rows are counted from an index alone."""

FORWARD = """
CREATE FUNCTION cases_forget_turns() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM public.cases_turn WHERE case_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_turns AFTER UPDATE OF sealed ON cases_case FOR EACH ROW WHEN (NEW.sealed) EXECUTE FUNCTION cases_forget_turns();
CREATE FUNCTION cases_turn_of_open_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.cases_case WHERE id = NEW.case_id AND sealed) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER turn_of_open_case BEFORE INSERT OR UPDATE ON cases_turn FOR EACH ROW EXECUTE FUNCTION cases_turn_of_open_case();
"""
BACKWARD = (
    "DROP TRIGGER forget_turns ON cases_case; DROP FUNCTION cases_forget_turns();"
    "DROP TRIGGER turn_of_open_case ON cases_turn; DROP FUNCTION cases_turn_of_open_case();"
)
