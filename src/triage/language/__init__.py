"""From YAML to a checked `Rulebook`: reading, local fitting, resolution, content digest."""
