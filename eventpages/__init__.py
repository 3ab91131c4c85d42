"""Events: pages, dates, listing, registration on the page, side events."""
