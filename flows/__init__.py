"""khitab: how Arabic news is framed, and who is blamed; one folder is one room, one file one station."""
