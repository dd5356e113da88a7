"""The wire for browsers: a line to the daemon for each, one ear for all streams, a mailbox that drops what is late."""
