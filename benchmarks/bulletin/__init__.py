"""A bulletin to as many readers as a large organization has, through a real mail server, with its worker killed."""
