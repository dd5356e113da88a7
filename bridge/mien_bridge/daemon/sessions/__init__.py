"""Sessions on the wire: what a client opens, pushes, asks and cancels over the control socket."""
