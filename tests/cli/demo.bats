bats_require_minimum_version 1.5.0
load common

start_server() { # STORE; sets `server` and `url`
  "$GANGMU" serve --store "$1" --listen 127.0.0.1:0 >serve.log 2>&1 3>&- &
  server=$!
  for _ in $(seq 600); do
    url=$(grep -o 'http://[0-9.:]*' serve.log | head -n 1) && [ -n "$url" ] && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  cat serve.log >&2
  return 1
}

teardown() {
  [ -z "${server:-}" ] || kill -9 "$server" 2>/dev/null || true
}

@test "demo: four simulated years, marked as such everywhere" {
  a_plan a.txt
  gangmu demo a.txt --store made >out.txt 2>steps.txt
  grep -q '示範已建立' out.txt
  grep -q '模擬各季' steps.txt
  [ "$(gangmu verify --store made --json 2>/dev/null | jq .good)" = true ]
  gangmu plans --store made 2>&1 >/dev/null | grep -q 示範
  id=$(gangmu plans --store made --json 2>/dev/null | jq -r '.plans[0].plan.id')
  [ "$(gangmu export --store made "$id" 2>/dev/null | jq .demo)" = true ]
  gangmu export --store made "$id" -f csv 2>/dev/null | head -n 1 | grep -q ',demo'
  start_server made
  grep -q 示範儲存庫 serve.log
  curl -s -D head.txt "$url/api/session" >session.json
  [ "$(jq -r .demo session.json)" = true ]
  [ "$(jq -r '.today[0:4]' session.json)" = 2024 ] # the day after the plan's last quarter, whatever today is
  grep -qi '^Gangmu-Demo: 1' head.txt
  [ "$(curl -s "$url/api/plans/$id" | jq .demo)" = true ]
  curl -s -D head.txt "$url/api/plans/$id/export?format=csv&table=nodes" >nodes.csv
  sed -n 2p nodes.csv | grep -q ',示範'
  grep -q "filename\*=UTF-8''%E7%A4%BA%E7%AF%84-" head.txt
  [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/api/session" -H 'Content-Type: application/json' \
    -d '{"name":"admin","password":"gangmu-demo-2026"}')" = 200 ]
}

@test "demo never takes the place of a real store, nor of other files" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  before=$(gangmu verify --json | jq -r .head)
  run gangmu demo a.txt --store data
  [ "$status" -eq 5 ]
  [[ "$output" == *"[demo-real]"* || "$output" == *"真正的儲存庫"* ]]
  [ "$(gangmu verify --json | jq -r .head)" = "$before" ]
  [ "$(gangmu export "$(gangmu plans --json | jq -r '.plans[0].plan.id')" | jq .demo)" = null ]
  mkdir notes
  echo mine >notes/mine.txt
  run gangmu demo a.txt --store notes
  [ "$status" -eq 5 ]
  [ "$(cat notes/mine.txt)" = mine ]
  run gangmu demo no-such-file.txt --store made
  [ "$status" -eq 4 ]
  [ ! -e made ]
}

@test "backup beside a running server, restore, drill" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  start_server data
  gangmu backup one.zip >out.txt 2>/dev/null
  grep -q 已備份 out.txt
  gangmu account add wang --role officer >/dev/null # the server goes on
  gangmu drill one.zip >report.txt 2>/dev/null
  grep -q '結論：備份可以還原' report.txt
  gangmu drill >report.txt 2>/dev/null # of the running store
  grep -q '與運作中的儲存庫比對' report.txt
  gangmu restore one.zip again 2>/dev/null
  [ "$(gangmu verify --store again --json | jq .good)" = true ]
  [ "$(gangmu plans --store again --json | jq -c .plans[0].plan.title)" = "$(gangmu plans --json | jq -c .plans[0].plan.title)" ]
  run gangmu backup one.zip
  [ "$status" -eq 5 ]
  run gangmu restore one.zip data
  [ "$status" -eq 5 ]
}

@test "backup: a cut-off file is named, and leaves nothing" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  gangmu backup one.zip >/dev/null 2>&1
  head -c 3000 one.zip >cut.zip
  run gangmu restore cut.zip again
  [ "$status" -eq 7 ]
  [[ "$output" == *"不完整或已損壞"* ]]
  [ ! -e again ]
  run --separate-stderr gangmu drill cut.zip
  [ "$status" -eq 7 ]
  [[ "$output" == *"演練未通過"* ]]
}

@test "backup and restore on a full disk refuse and leave nothing" {
  [ "$(id -u)" -eq 0 ] || skip "needs root for a small file system"
  a_plan a.txt
  for _ in $(seq 4000); do head -c 60 /dev/urandom | base64 -w 0; echo; done >>a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  gangmu backup one.zip >/dev/null 2>&1
  mkdir small
  mount -t tmpfs -o size=200k tmpfs small || skip "no file system may be mounted here"
  run gangmu backup small/one.zip
  first=$status$output left=$(ls -A small)
  run gangmu restore one.zip small/again
  second=$status$output left=$left$(ls -A small)
  umount -l small
  echo "$first $second $left"
  [[ "$first" == 6* && "$second" == 6* ]]
  [ -z "$left" ]
}
