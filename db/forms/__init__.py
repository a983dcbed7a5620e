"""What a record can be written as besides itself: Akoma Ntoso, Markdown.

One form, one module: it takes a record and gives the whole document.
"""
