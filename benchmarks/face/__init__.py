"""`make face`: every page in a real browser, looked at as those who are easily left out would meet it."""
