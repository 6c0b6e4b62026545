"""The first handler never changes: the database refuses it, whoever asks."""

FORWARD = """
CREATE OR REPLACE FUNCTION cases_keep_first_handler() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.first_office_id <> OLD.first_office_id OR (OLD.first_handler_id IS NOT NULL
       AND (NEW.first_handler_id IS DISTINCT FROM OLD.first_handler_id OR NEW.first_handled_at IS DISTINCT FROM OLD.first_handled_at)) THEN
        RAISE EXCEPTION '首办责任人不得变更 (the first handler never changes): %', OLD.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_first_handler BEFORE UPDATE OF first_office_id, first_handler_id, first_handled_at ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_keep_first_handler();
"""
BACKWARD = "DROP TRIGGER keep_first_handler ON cases_case; DROP FUNCTION cases_keep_first_handler();"
