"""How a table, or one cell of it, says no: in Chinese and in English, naming the rule that was broken."""


class BadTable(ValueError):
    """The file cannot be used at all; the message says in both languages what to mend."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}({en})")
        self.zh, self.en = zh, en


class Fault(Exception):
    """One cell cannot be read: `rule` is a short code that stays the same, the sentences are for people."""

    def __init__(self, rule: str, zh: str, en: str, column: str = "") -> None:
        super().__init__(zh)
        self.rule, self.zh, self.en, self.column = rule, zh, en, column

    def at(self, column: str) -> "Fault":
        """The same fault, of a named column."""
        return Fault(self.rule, f"“{column}”：{self.zh}", f"'{column}': {self.en}", column)
