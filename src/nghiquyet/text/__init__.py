"""Letters and offsets: what every other room stands on. Imports nothing of the package."""
