"""Coded sentences in, counted measures out: every ratio keeps its numerator and its denominator."""
