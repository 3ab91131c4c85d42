"""An app that makes races visible: five milliseconds between counting the places and writing the claim."""
