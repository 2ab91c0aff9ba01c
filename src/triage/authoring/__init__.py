"""Changing rule files and cases as texts: what somebody wrote and laid out stays as it is."""
