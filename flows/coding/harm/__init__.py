"""Harm: which sentences tell of violence done to people or places, and whether they name a doer."""
