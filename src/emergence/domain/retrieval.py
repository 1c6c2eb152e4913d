"""What is found and why: candidates of three lanes, scored by value. Documents and memory share it; stores only fetch."""
