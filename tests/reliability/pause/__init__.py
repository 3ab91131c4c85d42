"""An app that makes races visible: five milliseconds between reading and writing, for places and for endorsements."""
