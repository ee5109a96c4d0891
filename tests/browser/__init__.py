"""Journeys through the site as people take them: in a real Chromium, on the demonstration organization."""
