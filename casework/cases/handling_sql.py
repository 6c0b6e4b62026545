"""The first handler never changes: the database refuses it, whoever asks. Since the matter has a record of its own, it makes and keeps that too."""

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

MATTERS = """
DROP TRIGGER keep_first_handler ON cases_case;
DROP FUNCTION cases_keep_first_handler();

CREATE FUNCTION cases_begin_matter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.matter_id IS NULL OR NEW.matter_id = NEW.id THEN
        NEW.matter_id := NEW.id;
        INSERT INTO public.cases_matter (case_id, office_id, received_on, handler_id, handled_at)
            VALUES (NEW.id, NEW.first_office_id, NEW.filed_on, NEW.first_handler_id, NEW.first_handled_at);
    ELSE
        SELECT handler_id, handled_at INTO NEW.first_handler_id, NEW.first_handled_at FROM public.cases_matter WHERE case_id = NEW.matter_id;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION cases_begin_stretch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO public.cases_assignment (case_id, user_id, office_id, since, until, why, step, began_seq, returned)
        VALUES (NEW.id, NEW.handler_id, NEW.office_id, NEW.filed_on,
            CASE WHEN NEW.ended_on IS NOT NULL THEN greatest(NEW.filed_on, NEW.ended_on) END, '', '', 1, false);
    RETURN NULL;
END $$;
CREATE TRIGGER begin_stretch AFTER INSERT ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_begin_stretch();
CREATE TRIGGER begin_matter BEFORE INSERT ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_begin_matter();

CREATE FUNCTION cases_keep_first_handler() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.matter_id := coalesce(NEW.matter_id, OLD.matter_id);  -- who filed the case has not read it back
    IF NEW.first_office_id <> OLD.first_office_id OR NEW.matter_id <> OLD.matter_id OR (OLD.first_handler_id IS NOT NULL
       AND (NEW.first_handler_id IS DISTINCT FROM OLD.first_handler_id OR NEW.first_handled_at IS DISTINCT FROM OLD.first_handled_at)) THEN
        RAISE EXCEPTION '首办责任人不得变更 (the first handler never changes): %', OLD.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.first_handler_id IS NULL AND NEW.first_handler_id IS NOT NULL THEN
        UPDATE public.cases_matter SET handler_id = NEW.first_handler_id, handled_at = NEW.first_handled_at
            WHERE case_id = NEW.matter_id AND handler_id IS NULL;
        SELECT handler_id, handled_at INTO NEW.first_handler_id, NEW.first_handled_at FROM public.cases_matter WHERE case_id = NEW.matter_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_first_handler BEFORE UPDATE OF first_office_id, first_handler_id, first_handled_at, matter_id ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_keep_first_handler();

CREATE FUNCTION cases_keep_matter() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.case_id <> OLD.case_id OR NEW.office_id <> OLD.office_id OR NEW.received_on <> OLD.received_on
       OR (OLD.handler_id IS NOT NULL AND (NEW.handler_id IS DISTINCT FROM OLD.handler_id OR NEW.handled_at IS DISTINCT FROM OLD.handled_at))
       OR (OLD.of_id IS NOT NULL AND NEW.of_id IS DISTINCT FROM OLD.of_id) THEN
        RAISE EXCEPTION '首办记录不得变更 (the record of first receipt never changes): %', OLD.case_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_matter BEFORE UPDATE OR DELETE ON cases_matter FOR EACH ROW EXECUTE FUNCTION cases_keep_matter();
"""
NO_MATTERS = (
    "DROP TRIGGER keep_matter ON cases_matter; DROP FUNCTION cases_keep_matter(); DROP TRIGGER begin_matter ON cases_case;"
    " DROP FUNCTION cases_begin_matter();"
    " DROP TRIGGER begin_stretch ON cases_case; DROP FUNCTION cases_begin_stretch();"
    " DROP TRIGGER keep_first_handler ON cases_case; DROP FUNCTION cases_keep_first_handler();"
) + FORWARD

# A database that is older than the record: each case began a matter, a review or recheck goes on with the one it came from; gaps in who held it are
# the desk's, and what ended is held no more.
BEGUN = """
ALTER TABLE cases_case DISABLE TRIGGER keep_first_handler;
INSERT INTO cases_matter (case_id, office_id, received_on, handler_id, handled_at)
    SELECT id, first_office_id, filed_on, first_handler_id, first_handled_at FROM cases_case ORDER BY id;
UPDATE cases_case SET matter_id = id;
UPDATE cases_case SET matter_id = l.case_id FROM cases_link l WHERE l.other_id = cases_case.id AND l.why IN ('reviewed in', 'rechecked in');
UPDATE cases_case c SET matter_id = above.matter_id FROM cases_case above WHERE above.id = c.matter_id AND above.matter_id <> above.id;
ALTER TABLE cases_case ENABLE TRIGGER keep_first_handler;
"""
STRETCHES = """
UPDATE cases_assignment a SET until = greatest(a.since, c.ended_on) FROM cases_case c
    WHERE c.id = a.case_id AND c.ended_on IS NOT NULL AND (a.until IS NULL OR a.until > c.ended_on);
WITH known AS (
    SELECT c.id, c.filed_on, c.ended_on, c.office_id, c.first_office_id, a.id AS held, a.since, a.until, a.office_id AS held_in,
        lag(a.until) OVER w AS before, lead(a.id) OVER w AS next
    FROM cases_case c LEFT JOIN cases_assignment a ON a.case_id = c.id WINDOW w AS (PARTITION BY c.id ORDER BY a.since, a.id)
)
INSERT INTO cases_assignment (case_id, user_id, office_id, since, until, why, step, began_seq, returned)
    SELECT id, NULL::bigint, CASE WHEN before IS NULL THEN first_office_id ELSE held_in END, coalesce(before, filed_on), since, '', '', 0, false
        FROM known WHERE since > coalesce(before, filed_on)
    UNION ALL SELECT id, NULL, office_id, coalesce(until, filed_on), ended_on, '', '', 0, false
        FROM known WHERE next IS NULL AND (held IS NULL OR (until IS NOT NULL AND ended_on IS NULL) OR until < ended_on);
"""
