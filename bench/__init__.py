"""Benchmarks: each file is one command (`python -m bench NAME ...`) that writes predictions or prints measurements."""
