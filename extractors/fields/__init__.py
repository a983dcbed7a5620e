"""Text to found values: dates, money, references, people, roles, places."""
