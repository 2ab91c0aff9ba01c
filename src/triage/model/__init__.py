"""The words of the method as data: questions, conditions, rules, rulebooks, outcomes."""
