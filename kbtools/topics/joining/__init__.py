"""What `join` decides by: passages as words, where two differ, and what makes them contradict each other."""
