"""What goes over the socket, and the end of it that stands in the learner's process. It opens no database."""
