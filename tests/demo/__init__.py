"""The demo organization, held to what a reader and a needs page expect of it."""
