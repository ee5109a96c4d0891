"""Which needs recur in groups of people, so that no single person can be seen in them."""
