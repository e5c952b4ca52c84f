"""Two bots that share the shards out, two processes of workers and a database, any of them killed.

`database` starts PostgreSQL; `cluster` holds the processes; `scene` has the servers and who asks
and brings in them; `asking` and `bringing` are what they do, and know what has to come of it;
`runs` puts them together, and `report` says what came of it. What becomes of a question is judged
as in `bot.lab.campaign`.
"""
