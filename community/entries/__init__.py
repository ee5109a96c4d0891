"""The common core of everything published: text, revisions, comments, votes, flags, follows."""
