"""Pictures of pages in, pages with words, boxes and confidence out; one module a concern.

A picture becomes a `Raster` (`rasters`, `pdf_rasters`), is turned, evened, cleaned and set straight
where it was measured to be needed (`prepare` with `light`, `noise`, `skew`), its rules and columns are
found before anything is recognized (`rules`, `regions`), an engine reads the cuts (`engines`, through
`cache`), and `pages` puts the words in order by the same code as the words of a PDF.
"""
