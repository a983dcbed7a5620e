"""How good is a database? Its records held against gold records, field by field: `lavra evaluate`.

`load` reads both sides, `pairing` finds which act is which, `measures` and `table_measures` compare
them by the definitions of `same`, `scoring` runs it all and `comparing` sets two runs side by side;
`outcomes` is what flows between them, `report` how it is told.
"""
