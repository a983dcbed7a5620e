"""Bytes to pages, text to found values, lines to tables, text to acts."""
