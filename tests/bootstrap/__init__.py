"""Tests of setting the house up on a fresh machine."""
