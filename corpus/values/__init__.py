"""Pure parsers of values: numbers, roman numerals, number words, money, codes."""
