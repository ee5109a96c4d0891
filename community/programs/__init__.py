"""Trainings and what follows them: cohorts, reminders on each learner's own days, and «did you apply it?»"""
