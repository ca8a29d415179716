"""What a registry must be like. The standard library is enough for all of it: see `validator`."""
