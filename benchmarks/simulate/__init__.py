"""Months of reminders under a clock that is set, while workers are killed: is anything lost, or told twice?"""
