"""What lies on the disk: the articles, what is known of each, the coded sentences, and caches of both."""
