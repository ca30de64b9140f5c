"""Coding: sentences times codebook gives hits, frames and blame; pure functions."""
