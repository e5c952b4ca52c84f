"""Nothing is offered by name: the client finds each module that has a `setup`."""
