"""Rule files and cases begun, added to and changed as texts: what somebody wrote stays as it is."""
