"""The order of the stages, the run, its settings and report, and the command."""
