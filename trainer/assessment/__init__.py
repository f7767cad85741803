"""Pure rules of assessment: drawing a form, grading each question type, outcome. No clock, no I/O."""
