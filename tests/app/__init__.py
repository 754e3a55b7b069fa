"""Tests of what is put together from the config."""
