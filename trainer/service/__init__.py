"""The trusted layer: the Training API, through which every front end learns or changes anything."""
