"""An event as others read it: a calendar entry, structured data, a badge."""
