"""The command line: one command a file, loaded when it is called, and the plain learner. It decides nothing."""
