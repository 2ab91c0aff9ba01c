"""Decision diagrams over numbered variables; this room knows no rulebook."""
