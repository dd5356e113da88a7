"""A view of a running daemon: rates, latencies, losses."""
