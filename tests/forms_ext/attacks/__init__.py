"""Input that no honest visitor sends."""
