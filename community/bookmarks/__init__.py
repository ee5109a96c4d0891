"""Links that members save, so that a colleague finds what they found."""
