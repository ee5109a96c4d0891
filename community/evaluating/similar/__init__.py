"""How well similar questions are found: each question that was closed as a duplicate is asked anew, in its own time."""
