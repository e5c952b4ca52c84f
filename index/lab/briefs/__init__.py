"""How much of a topic's key points briefs show, and how sure they are of topics.

python -m index.lab.briefs TOPICS …
"""
