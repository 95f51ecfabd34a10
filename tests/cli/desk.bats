# The officer's desk at the command line: second editions, differences, reading again.
bats_require_minimum_version 1.5.0
load common

start_server() {
  "$GANGMU" serve --store data --listen 127.0.0.1:0 >serve.log 2>&1 3>&- &
  server=$!
  for _ in $(seq 600); do
    grep -q 'http://[0-9.:]*' serve.log && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  cat serve.log >&2
  return 1
}

teardown() {
  [ -z "${server:-}" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
}

second_edition() { # FILE: a_plan with one item more, which renumbers another, and one renamed
  a_plan "$1"
  sed -i 's/四年//; s/^（二）汰換老舊網路設備$/（二）盤點縣府資訊資產\n\n（三）汰換老舊網路設備/; s/開設公務員資料課程/開設公務員資料分析課程/' "$1"
}

@test "a second edition keeps the ids of its items, and diff says what is different" {
  a_plan a.txt
  second_edition b.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  id=$(gangmu plans --json | jq -r '.plans[0].plan.id')
  old=$(gangmu tree "$id" --json | jq -r '.nodes[] | select(.title == "汰換老舊網路設備") | .id')
  run gangmu diff "$id"
  [ "$status" -eq 4 ]
  [[ "$output" == *"edition-unknown"* ]]
  gangmu ingest --plan "$id" b.txt >/dev/null 2>&1
  run gangmu diff "$id"
  [ "$status" -eq 0 ]
  [[ "$output" == *"+ （二） 盤點縣府資訊資產"* ]]
  [[ "$output" == *"名稱：開設公務員資料課程 → 開設公務員資料分析課程"* ]]
  [[ "$output" == *"新增 1、刪除 0、修改 2、移動 0"* ]]
  gangmu diff "$id" 1 draft --json >d.json
  [ "$(jq -r '.nodes[] | select(.title == "汰換老舊網路設備") | .id' d.json)" = "$old" ]
  [ "$(jq -c '.counts | [.added, .removed, .changed]' d.json)" = "[1,0,2]" ]
  run gangmu diff "$id" 1 9
  [ "$status" -eq 4 ]
  run gangmu --lang en diff "$id"
  [[ "$output" == *"1 added, 0 removed, 2 changed, 0 moved"* ]]
}

@test "a document that names no plan but resembles one says so, and becomes a plan of its own" {
  a_plan a.txt
  second_edition b.txt
  sed -i '1s/（111年至112年）/（112年修正版）/' b.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  id=$(gangmu plans --json | jq -r '.plans[0].plan.id')
  run --separate-stderr gangmu ingest b.txt
  [ "$status" -eq 0 ]
  [[ "$output" == *"$id"* ]]
  [[ "$output" == *"--plan"* ]]
  [ "$(gangmu plans --json | jq '.plans | length')" -eq 2 ]
  [ "$(gangmu ingest --json a.txt 2>/dev/null | jq '.ingested[0] | has("resembles")')" = false ]
}

@test "reread: the same bytes propose nothing; an annex does, and is taken with --accept" {
  a_plan a.txt
  gangmu ingest a.txt >/dev/null 2>&1
  id=$(gangmu plans --json | jq -r '.plans[0].plan.id')
  run --separate-stderr gangmu reread "$id"
  [ "$status" -eq 0 ]
  [[ "$output" == *"沒有要接受的"* ]]
  printf '%s\n' '海安縣數位發展計畫附件' '' '三、強化資通安全' '' '（一）導入零信任架構' >annex.txt
  head=$(gangmu verify --json 2>/dev/null | jq -r .head || true)
  run --separate-stderr gangmu reread "$id" --add annex.txt
  [ "$status" -eq 0 ]
  [[ "$output" == *"強化資通安全"* ]]
  [[ "$output" == *"--accept"* ]]
  [[ "$(gangmu tree "$id")" != *"強化資通安全"* ]]
  gangmu reread "$id" --add annex.txt --accept --json 2>/dev/null >r.json
  [ "$(jq -r .accepted r.json)" = true ]
  [[ "$(gangmu tree "$id")" == *"強化資通安全"* ]]
  [[ "$(gangmu tree "$id")" == *"建置縣府雲端機房"* ]]
  run gangmu reread nothing
  [ "$status" -eq 4 ]
}

@test "beside a running server: reread and diff give the same" {
  a_plan a.txt
  printf '%s\n' '海安縣數位發展計畫附件' '' '三、強化資通安全' '' '（一）導入零信任架構' >annex.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  id=$(gangmu plans --json | jq -r '.plans[0].plan.id')
  gangmu reread "$id" --add annex.txt --json 2>/dev/null >alone.json
  start_server
  run --separate-stderr gangmu reread "$id"
  [ "$status" -eq 0 ]
  [[ "$output" == *"沒有要接受的"* ]]
  gangmu reread "$id" --add annex.txt --json 2>/dev/null >beside.json
  [ "$(jq -cS .nodes beside.json)" = "$(jq -cS .nodes alone.json)" ]
  [ "$(jq -r .accepted beside.json)" = false ]
  gangmu reread "$id" --add annex.txt --accept >/dev/null 2>&1
  [ "$(gangmu diff "$id" 1 draft --json | jq -c .nodes)" = "$(jq -c .nodes alone.json)" ]
}

@test "their help teaches" {
  for command in diff reread; do
    run gangmu "$command" --help
    [ "$status" -eq 0 ]
    [[ "$output" == *"gangmu $command "* ]]
  done
}
