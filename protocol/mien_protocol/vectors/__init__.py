"""Golden messages: each of the protocol's in bytes and in JSON, for readers in any language to be held against."""
