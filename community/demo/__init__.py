"""Northwind Care: a believable organization and a year of what its people wrote, to look at and to test with."""
