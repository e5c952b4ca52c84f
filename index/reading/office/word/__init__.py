"""What the XML of Word documents means: styles, fields, tables, notes, tracked changes."""
