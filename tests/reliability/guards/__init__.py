"""An app that takes one guard away from each event that a file names, so that one server runs all controls at once."""
