#!/usr/bin/env bash
# Whole runs of the binary: cold start with the demo plans and with the five plans of ../shared/seeds (when they are
# there), then with a made-up registry (bench_registry): opening, the past, memory, and the API over HTTP.
#   bench/registry.sh BENCH_REGISTRY [BINARY] [NODES] [SECONDS]     default build/release/gangmu, 1000000, 4
set -euo pipefail
bench=$(realpath "$1")
cd "$(dirname "$0")/.."
top=$PWD
binary=$(realpath "${2:-build/release/gangmu}")
nodes=${3:-1000000}
seconds=${4:-4}
port=18093
work=$(mktemp -d "${TMPDIR:-/tmp}/gangmu-registry-XXXXXX")
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
export GANGMU_ADMIN_PASSWORD=bench-registry-0

echo "load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
cd examples
"$binary" --store "$work/demo" ingest --publish haian-four-year/haian-four-year.txt haian-2025/haian-2025.odt \
  haian-results-2025/haian-results-2025.docx >/dev/null 2>&1
cd "$top"
echo "cold start, demo plans:"
bench/first_page.py "$binary" "$work/demo" 7
if [ -d ../shared/seeds ]; then
  "$binary" --store "$work/five" ingest --publish ../shared/seeds/*.txt >/dev/null 2>&1
  echo "cold start, the five plans:"
  bench/first_page.py "$binary" "$work/five" 7
fi

echo "made-up registry, four years of history:"
# A store that was filled before (and is written to): GANGMU_BENCH_STORE.
store=${GANGMU_BENCH_STORE:-$work/large}
[ -d "$store" ] || "$bench" fill "$store" "$nodes"
du -sm "$store" | sed 's/\t.*/ MB on disk/'
echo "opened with its monthly checkpoints:"
"$bench" open "$store"
mv "$store/checkpoints" "$work/checkpoints"
echo "opened without a checkpoint:"
"$bench" open "$store"
rm -rf "$store/checkpoints"
mv "$work/checkpoints" "$store/checkpoints"
echo "cold start:"
bench/first_page.py "$binary" "$store" 2

"$binary" --store "$store" serve --listen "127.0.0.1:$port" >"$work/serve.log" 2>&1 &
server=$!
url=http://127.0.0.1:$port
for _ in $(seq 1200); do curl -fs "$url/api/health" >/dev/null && break; sleep 0.1; done
python3 - "$url" "$work" <<'PY'
import json, random, sys, urllib.parse, urllib.request
url, work = sys.argv[1:]
get = lambda path: json.load(urllib.request.urlopen(url + path))
random.seed(1)
plans = [plan["id"] for plan in get("/api/plans")["plans"]]
nodes, words = [], set()
for plan in plans:
    outline = get(f"/api/plans/{plan}/outline")
    rows = random.sample(range(outline["count"]), min(400, outline["count"]))
    nodes += [f"/api/plans/{plan}/nodes/{outline['id'][row]}" for row in rows]
    for row in rows[:40]:
        title = outline["title"][row]
        at = random.randrange(max(1, len(title) - 2))
        words.add(title[at:at + random.choice([1, 2, 2, 3])])
random.shuffle(nodes)
def write(name, lines):
    with open(f"{work}/{name}", "w") as file:
        file.write("\n".join(lines) + "\n")
write("list", ["/api/plans"])
write("plan", [f"/api/plans/{plan}" for plan in plans])
write("outline", [f"/api/plans/{plan}/outline" for plan in plans])
write("node", nodes)
write("past", [path + "?as_of=" + sys_date for sys_date in [__import__("datetime").date.today().replace(
    year=__import__("datetime").date.today().year - 2, day=1).isoformat()] for path in nodes])
write("search", ["/api/search?q=" + urllib.parse.quote(word) for word in sorted(words) if word.strip()])
PY
ask() { # NAME CONNECTIONS FILE
  printf '%-38s' "$1, $2 connections"
  PATHS=$work/$3 wrk -t1 -c"$2" -d"${seconds}s" -s bench/paths.lua "$url" | tail -1
}
echo "over HTTP, paths in turn:"
ask "list of plans" 1 list
ask "a plan" 1 plan
ask "a plan's outline" 1 outline
ask "a node" 1 node
ask "a node" 64 node
ask "a node as of two years back" 1 past
ask "search" 1 search
sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/memory of the server \1 KB/p; s/^VmHWM:[[:space:]]*\([0-9]*\) kB/highest \1 KB/p' "/proc/$server/status"

echo "durable commands over HTTP (an entry of the register; then a correction of a plan):"
session=$(curl -fsi -H 'Content-Type: application/json' -d "{\"name\":\"admin\",\"password\":\"$GANGMU_ADMIN_PASSWORD\"}" "$url/api/session")
TOKEN=$(sed -n 's/^[Ss]et-[Cc]ookie: [^=]*=\([^;]*\);.*/\1/p' <<<"$session")
export TOKEN METHOD BODY
for i in $(seq 200); do echo "/api/register/agency-$i"; done >"$work/register"
sed -n '1,50s|/nodes/.*|/corrections|p' "$work/node" >"$work/corrections"
METHOD=PUT BODY='{"parent":"parent-%d"}'
for clients in 1 16 64; do ask "register" "$clients" register; done
METHOD=POST BODY='{"operations":[{"op":"set","node":"1","field":"title","value":"更正 %d"}]}'
for clients in 1 16; do ask "correction" "$clients" corrections; done
