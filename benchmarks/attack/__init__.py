"""What a viewer who keeps every release of needs can find out about single persons."""
