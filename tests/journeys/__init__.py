"""A story for each promise of the product, told through its pages, on both databases."""
