#!/usr/bin/env bash
# bench/measure.sh [OBSERVATIONS]: the questions of bench_measure put to DuckDB, PostgreSQL 15 and SQLite on the
# same machine, over the same observations that bench_measure wrote out, in one run. Each peer has the rows with
# goal, agency and quarter already beside the value (no joins, no tree), the index that suits it, and two
# threads; the best of five runs counts. What is not installed is left out and said so.
#   BENCH_MEASURE=…/bench_measure   the binary; else build/bench/bench/bench_measure
# Not run as a whole yet (2026-12-01): hold its first figures against a query by hand.
# DuckDB is taken from npm (@duckdb/node-api) into a folder under /tmp.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
count=${1:-10000000}
bench=${BENCH_MEASURE:-$top/build/bench/bench/bench_measure}
work=$(mktemp -d /tmp/gangmu-measure-XXXXXX)
trap 'stop; rm -rf "$work"' EXIT
pg=
stop() { [ -z "$pg" ] || run_pg "$bin/pg_ctl" -D "$work/pg" -m immediate stop >/dev/null 2>&1 || true; }
run_pg() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

"$bench" "$count" "$work/values.csv" | tee "$work/ours.txt"

names=("achievement, goal × year" "achievement, agency × quarter" "sum, goal × year" "sum, agency × quarter" "highest, agency × year")
# LEAST is min() of two arguments in SQLite; NULLIF is not needed: no target is 0.
queries() { # LEAST
  printf '%s\n' \
    "SELECT goal, quarter/4 AS y, sum($1(1.0, value*1.0/target)) FROM o GROUP BY goal, quarter/4" \
    "SELECT agency, quarter, sum($1(1.0, value*1.0/target)) FROM o GROUP BY agency, quarter" \
    "SELECT goal, quarter/4 AS y, sum(value) FROM o GROUP BY goal, quarter/4" \
    "SELECT agency, quarter, sum(value) FROM o GROUP BY agency, quarter" \
    "SELECT agency, quarter/4 AS y, max(value) FROM o GROUP BY agency, quarter/4"
}

# Each peer prints five lines of milliseconds into its file.
duckdb() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  local at=/tmp/gangmu-bench-duckdb
  [ -d "$at/node_modules/@duckdb/node-api" ] || { mkdir -p "$at"; (cd "$at" && npm init -y && npm install @duckdb/node-api) >/dev/null 2>&1 || return 1; }
  queries least >"$work/duck.sql"
  sed -i 's#quarter/4#quarter//4#g' "$work/duck.sql"
  cat >"$at/run.mjs" <<'JS'
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
const [csv, sql] = process.argv.slice(2);
const db = await DuckDBInstance.create(':memory:', { threads: '2' });
const c = await db.connect();
await c.run(`CREATE TABLE o AS SELECT * FROM read_csv('${csv}', header=false, columns={goal:'INTEGER',agency:'INTEGER',quarter:'INTEGER',value:'BIGINT',target:'BIGINT'})`);
for (const q of readFileSync(sql, 'utf8').trim().split('\n')) {
  let best = Infinity;
  for (let i = 0; i < 5; ++i) {
    const t = process.hrtime.bigint();
    const r = await c.runAndReadAll(q);
    r.getRows();
    best = Math.min(best, Number(process.hrtime.bigint() - t) / 1e6);
  }
  console.log(best.toFixed(2));
}
JS
  (cd "$at" && node run.mjs "$work/values.csv" "$work/duck.sql")
}

postgres() {
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
  [ -n "$bin" ] || return 1
  mkdir "$work/pg" && chmod 755 "$work" && chmod 644 "$work/values.csv"
  [ "$(id -u)" -ne 0 ] || chown postgres "$work/pg"
  run_pg "$bin/initdb" -D "$work/pg" >/dev/null
  run_pg "$bin/pg_ctl" -D "$work/pg" -l "$work/pg/log" -w -o "-k $work/pg -c listen_addresses='' -c shared_buffers=2GB \
    -c work_mem=256MB -c max_parallel_workers_per_gather=1 -c jit=on -c fsync=off" start >/dev/null
  pg=yes
  local ask=(run_pg psql -h "$work/pg" -d postgres -qAt)
  "${ask[@]}" -c 'CREATE UNLOGGED TABLE o (goal int, agency int, quarter int, value bigint, target bigint)'
  "${ask[@]}" -c "COPY o FROM '$work/values.csv' (FORMAT csv)" -c 'CREATE INDEX ON o (goal, quarter) INCLUDE (value, target)' \
    -c 'CREATE INDEX ON o (agency, quarter) INCLUDE (value, target)' -c 'VACUUM ANALYZE o'
  queries least | while read -r q; do
    for _ in 1 2 3 4 5; do "${ask[@]}" -c '\timing on' -c "$q" | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p'; done | sort -n | head -n 1
  done
}

sqlite() {
  command -v sqlite3 >/dev/null || return 1
  local db=$work/o.db
  sqlite3 "$db" 'PRAGMA journal_mode=off' 'PRAGMA synchronous=off' \
    'CREATE TABLE o (goal int, agency int, quarter int, value int, target int)' '.mode csv' ".import $work/values.csv o" \
    'CREATE INDEX og ON o (goal, quarter, value, target)' 'CREATE INDEX oa ON o (agency, quarter, value, target)' 'ANALYZE' >/dev/null
  queries min | while read -r q; do
    for _ in 1 2; do sqlite3 "$db" '.timer on' "$q" | sed -n 's/^Run Time: real \([0-9.]*\).*/\1/p'; done | sort -n | head -n 1 |
      awk '{ printf "%.1f\n", $1 * 1000 }'
  done
}

for peer in duckdb postgres sqlite; do
  "$peer" >"$work/$peer.txt" 2>"$work/$peer.err" || { echo "$peer: not measured ($(tail -n 1 "$work/$peer.err"))" >&2; : >"$work/$peer.txt"; }
  [ "$peer" != postgres ] || { [ ! -s "$work/pg/postmaster.pid" ] || { pg=yes; stop; }; }
done

printf '\n%-32s %10s %22s %22s %22s\n' "query, $count observations, ms" Gangmu 'DuckDB (×)' 'PostgreSQL (×)' 'SQLite (×)'
for i in 0 1 2 3 4; do
  ours=$(awk -v n="${names[$i]}" 'index($0, n) == 1 { rest = substr($0, length(n) + 1); split(rest, f, " "); print f[1]; exit }' "$work/ours.txt")
  line=$(printf '%-32s %10s' "${names[$i]}" "$ours")
  for peer in duckdb postgres sqlite; do
    line+=$(sed -n "$((i + 1))p" "$work/$peer.txt" | awk -v o="$ours" 'END { if (NR == 0) printf " %22s", "-"; else printf " %12.1f (%7.1f)", $1, $1 / o }')
  done
  echo "$line"
done
