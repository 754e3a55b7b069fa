"""Tests of the sample newsroom."""
