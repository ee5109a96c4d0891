"""Where a coach reads what a team needs, notes what may be behind it, and goes from there to help."""
