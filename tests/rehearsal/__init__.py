"""A family of cases that exists under tests only, so that what the engine offers to every family can be tried before a family needs it.

`from tests.rehearsal.plumbing import rehearsal` in a test module gives the fixture: within the test's rolled-back database there is a kind of case
"rehearsal" with its table, known to commands, queries and jobs. Its clock is a real one, AR-15 of 行政复议法 62①.
"""
