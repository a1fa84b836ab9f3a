"""HTTP and nothing else: shapes on the wire, headers, limits, pages."""
