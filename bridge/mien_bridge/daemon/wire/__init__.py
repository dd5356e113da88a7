"""The daemon's side of the wire: sockets, secrets, clients, published streams."""
