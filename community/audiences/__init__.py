"""Who may see what: the one visibility rule of the whole community."""
