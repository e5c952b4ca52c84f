"""What a quotation leaves out or turns round, told beside its verdict."""
