"""The face: the command line, the Discord bot and the local sandbox. Stands on `index`."""
