"""The host service: it owns the records, and takes calls over a Unix socket from whoever the kernel says is asking."""
