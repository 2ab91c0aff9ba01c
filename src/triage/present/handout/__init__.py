"""The sheet a participant takes home, in plain words and in nine languages."""
