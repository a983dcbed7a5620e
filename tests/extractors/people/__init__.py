"""Signatures, preambles and members as gazettes print them: tables of cases."""
