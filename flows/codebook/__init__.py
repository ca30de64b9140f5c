"""The codebook: curated YAML data and its door (model, inflection, loading)."""
