"""Where articles come from: the registry of sources, the one door to the network, a reader for each format.

`registry.py` says which sources there are, `receive.py` reads one of them; everything else here serves these
two. Only `fetch.py` opens sockets. Whatever is wrong with one item is a row with a reason, never the end of
a run.
"""
