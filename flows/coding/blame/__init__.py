"""Who is blamed: parties, cues, the grammar between them, and the evidence that weighs them."""
