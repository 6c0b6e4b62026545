"""What the database itself keeps about sealed cases: without being named as a reader, a session sees no row of them, whatever was forgotten."""

FUNCTION_OF_USERS = """
CREATE OR REPLACE FUNCTION cases_reads_sealed(bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(current_setting('casework.reader', true), '') = 'system' OR EXISTS (
        SELECT FROM public.cases_access WHERE case_id = $1 AND why = 'sealed' AND until IS NULL
        AND user_id::text = coalesce(current_setting('casework.reader', true), ''))
$$;
"""
# The same, and a party named in the access table: its own accusation is open to its query code.
FUNCTION_WITH_PARTIES = """
CREATE OR REPLACE FUNCTION cases_reads_sealed(bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(current_setting('casework.reader', true), '') = 'system' OR EXISTS (
        SELECT FROM public.cases_access WHERE case_id = $1 AND why = 'sealed' AND until IS NULL
        AND (user_id::text = coalesce(current_setting('casework.reader', true), '')
            OR 'party ' || party_id = coalesce(current_setting('casework.reader', true), '')))
$$;
"""
# What a query code is held against where the case is sealed: of the parties named for it alone, and nothing but the digest.
CODES = """
CREATE FUNCTION cases_sealed_codes(text) RETURNS TABLE (case_id bigint, party_id bigint, code_hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.id, p.id, p.code_hash FROM public.cases_case c JOIN public.cases_access a ON a.case_id = c.id AND a.why = 'sealed' AND a.until IS NULL
    JOIN public.cases_party p ON p.id = a.party_id AND p.case_id = c.id AND p.until IS NULL AND p.code_hash IS NOT NULL
    WHERE c.number = $1 AND c.sealed
$$;
"""
DROP_CODES = "DROP FUNCTION cases_sealed_codes(text);"
DROP_FUNCTION = "DROP FUNCTION cases_reads_sealed(bigint);"

CASES = """
ALTER TABLE cases_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY sealed_floor ON cases_case USING (NOT sealed OR cases_reads_sealed(id)) WITH CHECK (true);
"""
DROP_CASES = "DROP POLICY sealed_floor ON cases_case; ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY;"


def floor(table: str, column: str = "case_id", parent: str = "cases_case") -> str:
    """SQL that hides the table's rows whose parent row the session cannot see.

    OFFSET 0 keeps it a look by key for each row: without it PostgreSQL reads every case into a hash as soon as it expects many rows.
    """
    seen = f"EXISTS (SELECT FROM {parent} parent WHERE parent.id = {table}.{column} OFFSET 0)"
    return f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;CREATE POLICY sealed_floor ON {table} USING ({seen}) WITH CHECK (true);"


def no_floor(table: str) -> str:
    """SQL that takes the policy away again."""
    return f"DROP POLICY sealed_floor ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"


CHILDREN = (
    "cases_access", "cases_assignment", "cases_attachment", "cases_deadline", "cases_document", "cases_entry", "cases_groundanswer", "cases_handover",
    "cases_message", "cases_party", "cases_proposal", "cases_recusal", "cases_service",
)  # fmt: skip
LINKS = """
ALTER TABLE cases_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY sealed_floor ON cases_link USING (EXISTS (SELECT FROM cases_case one WHERE one.id = cases_link.case_id)
    AND EXISTS (SELECT FROM cases_case other WHERE other.id = cases_link.other_id)) WITH CHECK (true);
"""
GRANDCHILDREN = (("cases_suspension", "deadline_id", "cases_deadline"), ("cases_entrycontent", "entry_id", "cases_entry"))

FORWARD = FUNCTION_OF_USERS + CASES + LINKS + "".join(floor(table) for table in CHILDREN) + "".join(floor(*names) for names in GRANDCHILDREN)
BACKWARD = "".join(no_floor(table) for table in (*CHILDREN, "cases_link", *(names[0] for names in GRANDCHILDREN))) + DROP_CASES + DROP_FUNCTION
