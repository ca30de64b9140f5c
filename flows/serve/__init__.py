"""The processes around a run: Prefect's server, the worker, the pages; each ends with what started it."""
