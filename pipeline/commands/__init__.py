"""What may be asked on the command line, with its help; what is done lives in the modules each command imports."""
