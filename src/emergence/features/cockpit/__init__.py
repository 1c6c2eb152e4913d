"""What an operator sees and mends."""
