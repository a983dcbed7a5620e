"""One module a step, named by its number; a step that shipped is never changed."""
