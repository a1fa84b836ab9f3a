"""Ilio: one stretch a day, kept and synced."""
