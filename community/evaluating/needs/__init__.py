"""What needs are worth: how often a rise is chance, which rises are found, and whether poor service lasts."""
