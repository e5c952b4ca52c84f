"""What the words of a line show it to be, whatever the format."""
