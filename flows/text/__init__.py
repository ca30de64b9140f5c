"""Arabic text: normalising, sentences, words; pure functions with offsets into the untouched original."""
