"""The command line: arguments, what each command does, text and JSON."""
