"""Sessions and bakes of a client, independent of the driver."""
