"""SQL and nothing else: engines, tables, and the statements the services use."""
