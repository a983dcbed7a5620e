"""What a gazette is and what is known about gazettes: the floor that every room rests on.

In: nothing of ours. Out: the frozen types that flow between the rooms (spans, pages, acts,
records, problems), the error tree, pure parsers of values, and the tables of knowledge.
"""
