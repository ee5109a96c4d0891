"""Tests of serving the site on one machine."""
