#!/bin/sh
# The two roles of the bot in PostgreSQL, none of them a superuser: `briefing_owner` owns the
# database and makes its tables (`briefing-bot database migrate`), `briefing` reads and writes them.
# The image of PostgreSQL runs this once, as its superuser, when its volume is empty. By hand:
#
#   POSTGRES_USER=postgres POSTGRES_DB=briefing OWNER_PASSWORD=… BOT_PASSWORD=… sh database-roles.sh
set -eu
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 \
    --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv bot BOT_PASSWORD
CREATE ROLE briefing_owner LOGIN PASSWORD :'owner';
CREATE ROLE briefing LOGIN PASSWORD :'bot';
ALTER DATABASE :"DBNAME" OWNER TO briefing_owner;
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"DBNAME" TO briefing;
-- For vectors; only a superuser may. Without pgvector all else works.
SELECT 'CREATE EXTENSION vector' FROM pg_available_extensions WHERE name = 'vector' \gexec
SQL
