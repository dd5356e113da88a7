"""One performance: audio and controls in, motion out, by a clock that is passed in; no sockets here."""
