"""What keeps people from applying what they learned: raised, owned by somebody, and answered in the open."""
