"""The daemon: socket, queue, watch, lifetime, worker."""
