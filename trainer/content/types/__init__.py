"""The question types, one file each: its shape as frozen data, and the rules of its own that a shape cannot say."""
