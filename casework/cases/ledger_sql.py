"""What the database itself keeps of the ledger's promise: triggers, and the only functions that may touch a stored content.

UPDATE, DELETE and TRUNCATE fail for everybody, the owner of the tables included. The functions run with the owner's rights;
what they may change is decided by the trigger, not by them.
"""

APP_ROLE = "casework_app"
TABLES = ("cases_entry", "cases_entrycontent", "cases_checkpoint")

REFUSE = """
CREATE OR REPLACE FUNCTION cases_refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '台账只增不改 (the ledger is append-only): % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

GUARD_CONTENT = """
CREATE OR REPLACE FUNCTION cases_guard_content() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    act text := coalesce(current_setting('casework.ledger_act', true), '');
BEGIN
    IF act = 'erase' AND NEW.entry_id = OLD.entry_id AND OLD.ciphertext IS NOT NULL AND NEW.ciphertext IS NULL AND EXISTS (
        SELECT FROM cases_entry content, cases_entry decree
        WHERE content.id = OLD.entry_id AND decree.id = NEW.erased_by_id AND decree.step = 'erase'
          AND decree.case_id = content.case_id AND decree.seq > content.seq AND NEW.erased_at = decree.recorded_at
          AND (NOT decree.facts ? 'erases' OR decree.facts->'erases' @> to_jsonb(content.seq))
    ) THEN
        RETURN NEW;
    END IF;
    IF act = 'reencrypt' AND NEW.entry_id = OLD.entry_id AND OLD.ciphertext IS NOT NULL AND NEW.ciphertext IS NOT NULL
       AND NEW.erased_by_id IS NULL AND NEW.erased_at IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '台账只增不改 (the ledger is append-only): % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

ERASE = """
CREATE OR REPLACE FUNCTION cases_erase_content(content_entry bigint, order_entry bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    done boolean;
BEGIN
    PERFORM set_config('casework.ledger_act', 'erase', true);
    UPDATE cases_entrycontent SET ciphertext = NULL, erased_by_id = order_entry,
        erased_at = (SELECT recorded_at FROM cases_entry WHERE id = order_entry)
    WHERE entry_id = content_entry AND ciphertext IS NOT NULL;
    done := FOUND;
    PERFORM set_config('casework.ledger_act', '', true);
    RETURN done;
END $$;
"""

REENCRYPT = """
CREATE OR REPLACE FUNCTION cases_reencrypt_content(entries bigint[], before bytea[], after bytea[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    changed bigint;
BEGIN
    PERFORM set_config('casework.ledger_act', 'reencrypt', true);
    UPDATE cases_entrycontent c SET ciphertext = v.fresh
    FROM unnest(entries, before, after) AS v(entry, old, fresh) WHERE c.entry_id = v.entry AND c.ciphertext = v.old;
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM set_config('casework.ledger_act', '', true);
    RETURN changed;
END $$;
"""

# The policy on sealed cases hides their entries from the application, and every entry whose case is gone; a check must see all.
# A cursor keeps the rights it was opened with, so that a million rows stream through it.
READ = """
CREATE OR REPLACE FUNCTION cases_ledger_read(what text, ids bigint[], from_xid xid8, to_xid xid8) RETURNS refcursor
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    rows refcursor;
BEGIN
    CASE what
    WHEN 'count' THEN
        OPEN rows FOR SELECT count(*) FROM cases_entry WHERE ids IS NULL OR case_id = ANY (ids);
    WHEN 'heads' THEN
        OPEN rows FOR SELECT id, number, state, ledger_seq, ledger_head FROM cases_case WHERE ids IS NULL OR id = ANY (ids) ORDER BY id;
    WHEN 'entries' THEN
        OPEN rows FOR SELECT e.*, c.entry_id IS NOT NULL AS has_content, c.ciphertext,
            o.step AS order_step, o.case_id AS order_case, o.seq AS order_seq
        FROM cases_entry e LEFT JOIN cases_entrycontent c ON c.entry_id = e.id LEFT JOIN cases_entry o ON o.id = c.erased_by_id
        WHERE ids IS NULL OR e.case_id = ANY (ids) ORDER BY e.case_id, e.seq;
    WHEN 'orphans' THEN
        OPEN rows FOR SELECT entry_id FROM cases_entrycontent c WHERE NOT EXISTS (SELECT FROM cases_entry e WHERE e.id = c.entry_id);
    WHEN 'settled' THEN
        OPEN rows FOR SELECT xid, seq, hash FROM cases_entry
        WHERE xid >= from_xid AND (to_xid IS NULL OR xid < to_xid) ORDER BY xid, case_id, seq;
    END CASE;
    RETURN rows;
END $$;
"""

FUNCTIONS = {
    "cases_erase_content(bigint, bigint)": ERASE,
    "cases_reencrypt_content(bigint[], bytea[], bytea[])": REENCRYPT,
    "cases_ledger_read(text, bigint[], xid8, xid8)": READ,
}


def _row_trigger(table: str) -> str:
    if table == "cases_entrycontent":
        return (
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION cases_guard_content();\n"
            f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();\n"
        )
    return f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION cases_refuse_change();\n"


def _truncate_trigger(table: str) -> str:
    return f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION cases_refuse_change();\n"


def _grants() -> str:
    lines = [f"REVOKE ALL ON {table} FROM {APP_ROLE}; GRANT SELECT, INSERT ON {table} TO {APP_ROLE};" for table in TABLES]
    lines += [f"GRANT EXECUTE ON FUNCTION {function} TO {APP_ROLE};" for function in FUNCTIONS]
    lines.append(f"GRANT USAGE ON SEQUENCE cases_entry_id_seq TO {APP_ROLE};")
    return "\n".join(lines)


# Repeatable; to be run again after any general GRANT to the role.
GRANTS = f"""
DO $grants$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
{_grants()}
END IF; END $grants$;
"""

FORWARD = "".join(
    [
        REFUSE,
        GUARD_CONTENT,
        *FUNCTIONS.values(),
        *(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC;\n" for function in FUNCTIONS),
        *map(_row_trigger, TABLES),
        *map(_truncate_trigger, TABLES),
        GRANTS,
    ]
)

BACKWARD = "".join(
    [
        *(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table};\n" for table in TABLES for name in ("kept", "stays", "whole")),
        *(f"DROP FUNCTION IF EXISTS {function};\n" for function in (*FUNCTIONS, "cases_guard_content()", "cases_refuse_change()")),
    ]
)
