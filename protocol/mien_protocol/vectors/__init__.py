"""Golden messages in bytes and in JSON, to test readers in any language."""
