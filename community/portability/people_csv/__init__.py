"""Reads a list of people as a spreadsheet program writes it, and says line by line what is wrong with it."""

from community.portability.people_csv.people import LineProblem, PeopleFile, Person, read_people

__all__ = ["LineProblem", "PeopleFile", "Person", "read_people"]
