"""Members, teams, roles, signing in and the tokens that act for a member."""
