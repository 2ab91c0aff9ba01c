"""Assessments by column: a table in, what every row comes to out, exactly as one by one."""
