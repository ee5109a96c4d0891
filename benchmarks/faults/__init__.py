"""What happens when parts of a site fail while people write and read."""
