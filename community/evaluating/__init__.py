"""How good the rankings are, measured on real sites with the product's own tables and queries."""
