"""How fast, how harmful, how large: `make bench` measures it against a floor taken in the same run."""
