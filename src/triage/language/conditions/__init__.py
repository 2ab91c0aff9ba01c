"""From nodes to conditions: names, right-hand sides, and the tests each kind of thing allows."""
