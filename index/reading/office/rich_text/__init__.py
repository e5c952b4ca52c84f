"""Rich text (RTF): what it consists of, the characters that it stands for, what is made of it."""
