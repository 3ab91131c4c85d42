"""What visitors get to see of events."""
