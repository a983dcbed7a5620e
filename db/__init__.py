"""Records to rows and back: the one door to the database."""
