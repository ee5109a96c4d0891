"""Members' blogs: what they tried, what happened, and what they will do next."""
