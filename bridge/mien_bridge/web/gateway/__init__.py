"""The wire for browsers: an uplink for each, one hub for all streams, a send queue that drops what is late."""
