"""How imports do with real files, broken files and large files: `python -m benchmarks.imports`."""
