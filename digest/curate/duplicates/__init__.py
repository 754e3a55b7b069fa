"""Copies of one text: articles in, voices out (`fold`), with a link that says why for every copy."""
