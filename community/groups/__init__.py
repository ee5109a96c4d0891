"""Communities of practice: people who care for the same work, with a place that is theirs."""
