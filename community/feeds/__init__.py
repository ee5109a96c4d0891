"""RSS and Atom for every list, for a reader of one's own."""
