"""What the words of a letter tell: what it is about, and which other letter is about the same. Pure Python; knows no case and no database."""
