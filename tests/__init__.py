"""The tests, by capability; each file reads as sentences about what the product does."""
