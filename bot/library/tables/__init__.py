"""What is known of servers, as rows: the SQL that all engines have in common."""
