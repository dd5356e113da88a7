"""What a client has of a session or a bake, however it waits."""
