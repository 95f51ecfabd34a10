#!/usr/bin/env bash
# bench/ledger.sh BENCH_LEDGER [SECONDS]: durable commands a second: Gangmu's writer, SQLite alone, and PostgreSQL doing
# the same chained insert, one after the other on the same disk. The temporary cluster lives under ${TMPDIR:-/tmp} and
# listens on a Unix socket only.
set -euo pipefail
bench=$1
seconds=${2:-2}
"$bench" "$seconds"

pg=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ -z "$pg" ] || ! command -v "$pg/pgbench" >/dev/null; then
  echo "PostgreSQL is not installed: not compared"
  exit 0
fi
home=$(mktemp -d "${TMPDIR:-/tmp}/gangmu-pg-XXXXXX")
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$home"
  as=(runuser -u postgres --)
fi
cd "$home"
trap '"${as[@]}" "$pg/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$home"' EXIT
"${as[@]}" "$pg/initdb" -D "$home/data" -A trust -U postgres --no-sync >/dev/null
"${as[@]}" "$pg/pg_ctl" -D "$home/data" -w -l "$home/log" \
  -o "-c listen_addresses= -c unix_socket_directories=$home -c max_connections=100 -c shared_buffers=256MB" start >/dev/null
sql() { psql -qX -h "$home" -U postgres -v ON_ERROR_STOP=1 "$@"; }

sql <<'SQL'
CREATE TABLE plain (seq bigserial PRIMARY KEY, payload text NOT NULL);
CREATE TABLE events (seq bigint PRIMARY KEY, recorded timestamptz NOT NULL, effective text NOT NULL, actor text NOT NULL,
                     type text NOT NULL, payload text NOT NULL, payload_hash bytea NOT NULL, hash bytea NOT NULL);
INSERT INTO events VALUES (0, now(), '', '', '', '', '', sha256(''));
-- The chain has one end: whoever appends holds it until the commit.
CREATE FUNCTION append(actor text, type text, payload text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE last events; body bytea; digest bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(1);
  SELECT * INTO last FROM events ORDER BY seq DESC LIMIT 1;
  digest := sha256(convert_to(payload, 'UTF8'));
  body := convert_to(json_build_array(last.seq + 1, clock_timestamp(), '', actor, type, encode(digest, 'hex'))::text, 'UTF8');
  INSERT INTO events VALUES (last.seq + 1, clock_timestamp(), '', actor, type, payload, digest, sha256(last.hash || body));
  RETURN last.seq + 1;
END $$;
SQL
payload="{\"report\":\"$(printf 'x%.0s' $(seq 180))\"}"
echo "INSERT INTO plain (payload) VALUES ('$payload');" >"$home/plain.sql"
echo "SELECT append('chen', 'report.filed', '$payload');" >"$home/chained.sql"
for script in plain chained; do
  for clients in 1 16 64; do
    jobs=$((clients < 2 ? clients : 2))
    rate=$("$pg/pgbench" -h "$home" -U postgres -n -M prepared -c "$clients" -j "$jobs" -T "${seconds%.*}" -f "$home/$script.sql" postgres 2>/dev/null |
      sed -n 's/^tps = \([0-9]*\).*/\1/p')
    printf '%-46s %10d /s\n' "PostgreSQL, $script rows, $clients clients" "$rate"
  done
done
