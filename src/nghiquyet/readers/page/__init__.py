"""What the readers of several page formats share."""
