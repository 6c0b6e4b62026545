"""What ANALYZE is to learn of columns together: alone they make PostgreSQL expect a seventh of the open cases, and sort whole queues."""

FORWARD = """
CREATE STATISTICS case_open_turn (mcv) ON ended_on, sealed, waits_on FROM cases_case;
CREATE STATISTICS case_open_holder (mcv) ON ended_on, sealed, handler_id FROM cases_case;
CREATE STATISTICS deadline_open_status (mcv) ON ended_by_seq, status FROM cases_deadline;
"""
BACKWARD = "DROP STATISTICS case_open_turn, case_open_holder, deadline_open_status;"
