"""A comparison in, a page, a Markdown file and data files out; only `write` touches the disk."""
