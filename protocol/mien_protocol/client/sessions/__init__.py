"""Sessions and bakes of a client, however it waits."""
