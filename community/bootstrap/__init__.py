"""Sets the house up where there is nothing but Python, by the standard library and nothing else of ours."""
