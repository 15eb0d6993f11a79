"""Who must do what, with whom, by when."""
