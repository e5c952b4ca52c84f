"""The product under fault: everything asked of it, what went wrong, and what became of it.

`plan` draws questions and faults from a seed; `asking` asks them as members of the stand-in;
`weather` lets requests meet their faults; `account` keeps what became of every question; `product`
is the program in a process of its own, which `process` holds and whose `pulse` it writes down;
`runs` puts them together, and `report` says what came of it.
"""
