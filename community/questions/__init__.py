"""Questions, answers, and how a question comes to rest."""
