"""What a member needs to learn, in their own words, for their own plans; others read it where they are shown it."""
