"""Lines to tables: cells, columns, rows, totals."""
