"""The daemon: sessions over sockets, as `protocol/README.md` specifies them."""
