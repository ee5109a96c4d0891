"""One search over everything that the viewer may see."""
