"""How much of everything a vault may hold and a request may carry. Each limit is tested at n and n + 1."""

BODY_BYTES = 1_048_576
CHANGES_A_PUSH = 200
FIELD_BYTES = 4_096
RECORD_BYTES = 8_192
NOTE_CHARACTERS = 2_000
VALUE_DEPTH = 16
PAGE_RECORDS = 500
PAGE_BYTES = 524_288
RECORDS_A_VAULT = 20_000
DEVICES_A_VAULT = 10
SKEW_MS = 600_000
SAFE_INTEGER = 2**53 - 1
"""JavaScript reads larger whole numbers inexactly, so they could not come back as they were sent."""
COUNTER_MAX = 2**31 - 1
PROTOCOL_MIN, PROTOCOL_MAX = 1, 1
ERASURE_KEPT_DAYS = 400
