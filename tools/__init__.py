"""The work behind ./run."""
