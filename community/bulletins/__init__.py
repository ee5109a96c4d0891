"""Bulletins: numbered issues that an editor composes from what the community wrote, for those who subscribed."""
