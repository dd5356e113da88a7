"""Connection to a daemon: dialling, heartbeats, reconnection, and delivery of messages."""
