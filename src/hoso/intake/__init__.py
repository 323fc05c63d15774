"""Room 2: receive, digitise and sign, judge, accept or refuse."""
