"""The rules: pure functions of the standard library, without clock, chance, storage or network."""
