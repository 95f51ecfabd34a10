#!/bin/bash
# A node's JSON from Gangmu against nginx serving a static file of the same bytes, in one run: 64 connections, one core
# for the server, one for wrk. Then the same with 1,000 idle clients beside.
#   bench/http.sh [BINARY] [SECONDS]     default build/release/gangmu, 8
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "${1:-build/release/gangmu}")
seconds=${2:-8}
work=$(mktemp -d)
chmod 755 "$work" # nginx drops root
umask 022
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap finish EXIT
for tool in nginx wrk curl; do command -v "$tool" >/dev/null || { echo "needs $tool (apt-get install nginx-light wrk curl)" >&2; exit 2; }; done
core0=() core1=()
[ "$(nproc)" -ge 2 ] && { core0=(taskset -c 0); core1=(taskset -c 1); }

# ---- a plan of a few hundred nodes
{
  echo "# 量測用計畫（110至113年）"
  for s in $(seq 1 20); do
    echo; echo "## 策略$s、量測"
    for m in $(seq 1 12); do
      echo; echo "### 措施$s-$m 第 $m 項工作"
      echo; echo "主辦機關：經濟部；協辦機關：交通部。期程：110年1月至113年12月。本項工作的說明，共有若干字，用來使節點的大小與真實計畫相近。"
    done
  done
} > "$work/plan.md"
"$binary" --store "$work/store" ingest --publish "$work/plan.md" > "$work/ingest.log" 2>&1
"${core0[@]}" "$binary" --store "$work/store" serve --listen 127.0.0.1:18090 --threads 1 > "$work/serve.log" 2>&1 &
pids+=($!) gangmu=$!
for _ in $(seq 100); do curl -fs http://127.0.0.1:18090/api/health >/dev/null && break; sleep 0.1; done

plan=$(curl -fs http://127.0.0.1:18090/api/plans | grep -oE '"id":"p-[0-9a-f]+"' | head -1 | cut -d'"' -f4)
node=$(curl -fs "http://127.0.0.1:18090/api/plans/$plan/outline" | grep -oE '"id":\[[^]]*' | tr ',' '\n' | sed -n 3p | tr -d '"')
path="/api/plans/$plan/nodes/$node"
mkdir -p "$work/www"
curl -fs "http://127.0.0.1:18090$path" -o "$work/www/node.json"
chmod -R a+rX "$work/www"
size=$(stat -c %s "$work/www/node.json")

cat > "$work/nginx.conf" <<CONF
worker_processes 1; daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 8192; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100;
  types { application/json json; }
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server { listen 127.0.0.1:18091; root $work/www; }
}
CONF
"${core0[@]}" nginx -c "$work/nginx.conf" 2>/dev/null &
pids+=($!) nginx=$!
sleep 0.5

# Processor time of a server and its workers so far, in clock ticks: what a request costs, whoever else is at work.
ticks() { cat /proc/"$1"/stat $(pgrep -P "$1" | sed 's|.*|/proc/&/stat|') 2>/dev/null | sed 's/.*) //' | awk '{t += $12 + $13} END {print t}'; }

measure() { # NAME URL PID -> sets rate, p50, p99 (µs), cost (µs of processor time a request)
  "${core1[@]}" wrk -t1 -c64 -d2s "$2" > /dev/null
  local before; before=$(ticks "$3")
  "${core1[@]}" wrk -t1 -c64 -d"${seconds}s" --latency "$2" > "$work/wrk.txt"
  cost=$(awk -v t="$(($(ticks "$3") - before))" -v hz="$(getconf CLK_TCK)" '/requests in/ {printf "%.1f", t / hz * 1e6 / $1}' "$work/wrk.txt")
  rate=$(awk '/Requests\/sec/ {printf "%d", $2}' "$work/wrk.txt")
  us() { awk -v p="$1" '$1==p {v=$2; f=1; if (v ~ /us$/) f=1; else if (v ~ /ms$/) f=1000; else f=1000000; sub(/[a-z]+$/, "", v); printf "%d", v*f}' "$work/wrk.txt"; }
  p50=$(us 50%); p99=$(us 99%)
  grep -qE "Non-2xx|Socket errors" "$work/wrk.txt" && { cat "$work/wrk.txt" >&2; exit 1; }
  printf '%-34s %9d/s   p50 %6d us   p99 %6d us   %6.1f us of processor time each\n' "$1" "$rate" "$p50" "$p99" "$cost"
}

echo "node JSON, $size bytes, 64 connections, one core each"
measure "nginx static file" http://127.0.0.1:18091/node.json "$nginx"; nginx_rate=$rate; nginx_p99=$p99; nginx_cost=$cost
measure "gangmu node" "http://127.0.0.1:18090$path" "$gangmu"; ours=$rate; ours_p99=$p99
awk -v a="$ours" -v b="$nginx_rate" -v c="$ours_p99" -v d="$nginx_p99" -v e="$nginx_cost" -v f="$cost" \
  'BEGIN {printf "ratio of rates %.2f (aim: at least 0.8), by processor time %.2f   ratio of p99 %.2f (aim: at most 1.5)\n", a/b, e/f, c/d}'

python3 - 18090 1000 <<'PY' &
import resource, socket, sys, time
resource.setrlimit(resource.RLIMIT_NOFILE, (8192, 8192))
idle = [socket.create_connection(("127.0.0.1", int(sys.argv[1]))) for _ in range(int(sys.argv[2]))]
time.sleep(120)
PY
pids+=($!)
sleep 1.5
measure "gangmu node, 1,000 idle clients" "http://127.0.0.1:18090$path" "$gangmu"
measure "gangmu search" "http://127.0.0.1:18090/api/search?q=%E7%B6%93%E6%BF%9F" "$gangmu"
