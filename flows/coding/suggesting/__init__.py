"""Parties that are often named and that the codebook does not know."""
