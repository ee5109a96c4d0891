"""Every figure that a document quotes has its command here: `python -m benchmarks.<name>`."""
