"""What the site says, and in which language it says it to whom."""
