"""Tags, their synonyms, and the skills that the organization cares about."""
