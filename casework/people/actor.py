"""Who acts: one small value that every door makes and the engine reads."""

from dataclasses import dataclass, field, replace

USER, GUEST, CLIENT, SYSTEM = "user", "guest", "client", "system"


@dataclass(frozen=True)
class Actor:
    """`standing` holds (organisation id, role) pairs valid today; a guest is a party of one case, let in by number and query code."""

    kind: str
    id: int | None
    name: str
    standing: frozenset[tuple[int, str]] = frozenset()
    case_id: int | None = None
    party_id: int | None = None
    scope: frozenset[str] = field(default_factory=frozenset)
    on_behalf_of: str = ""
    instead: tuple[tuple[int, str, str], ...] = ()  # of the standing: (organisation id, role, name) of who is away and for whom this actor decides
    sealed: bool = False  # a guest whose own case is sealed, and who is named in its access table
    password_given: bool = False  # a user's password is still the one an administrator made

    @property
    def organisations(self) -> frozenset[int]:
        """Ids of the offices and operators in which this actor holds a role."""
        return frozenset(organisation for organisation, _ in self.standing)

    @property
    def user_id(self) -> int | None:
        """The user's id, None for guests, clients and the system."""
        return self.id if self.kind == USER else None

    def acting(self, role: str, organisation: int | None) -> "Actor":
        """The actor as the ledger names it in this role: on behalf of who is away where the role is theirs."""
        name = next((name for pk, one, name in self.instead if (pk, one) == (organisation, role)), "")
        return replace(self, on_behalf_of=name) if name else self

    def holds(self, role: str, organisation: int | None) -> bool:
        """True where the actor holds this standing role in that organisation."""
        return (organisation, role) in self.standing


SYSTEM_ACTOR = Actor(kind=SYSTEM, id=None, name="系统")
