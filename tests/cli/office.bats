# The plan's office at the command line: rhythms, revisions and acts, meetings and what they decided.
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

a_published_plan() { # sets `id` and `node`
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  id=$(gangmu plans --json | jq -r '.plans[0].plan.id')
  node=$(gangmu tree "$id" --json | jq -r '.nodes[] | select(.title == "汰換老舊網路設備") | .id')
}

@test "a revision: drafted, proposed, approved with its act, and the edition it became" {
  a_published_plan
  printf '[{"op":"set","node":"%s","field":"title","value":"汰換全部網路設備"}]' "$node" >change.json
  run gangmu revision draft "$id" --title 擴大汰換 --reason 預算追加 --operations change.json
  [ "$status" -eq 0 ]
  [ "$output" = "修正案 1" ]
  run gangmu revision show "$id" 1 --diff
  [ "$status" -eq 0 ]
  [[ "$output" == *"汰換老舊網路設備 → 汰換全部網路設備"* ]]
  run gangmu revision approve "$id" 1 --effective 2026-01-01 # before it was proposed
  [ "$status" -eq 5 ]
  gangmu revision propose "$id" 1
  gangmu revision return "$id" 1 --note 請補經費來源
  [ "$(gangmu revision list "$id" --json | jq -r '.revisions[0].state')" = returned ]
  gangmu revision propose "$id" 1
  run gangmu revision approve "$id" 1 --effective 2026-01-01 # no legal act yet
  [ "$status" -ne 0 ]
  [[ "$output" == *"revision-act"* ]]
  [ "$(gangmu diff "$id" 2>/dev/null | wc -l)" -eq 0 ] # still one edition
  printf '%%PDF-1.4\nletter' >letter.pdf
  run gangmu revision approve "$id" 1 --effective 2026-01-01 --act decided --agency 海安縣政府 \
    --day 2025-12-20 --number 府計字第1140000001號 --file letter.pdf
  [ "$status" -eq 0 ]
  [ "$output" = "成為第 2 版" ]
  [ "$(gangmu tree "$id" --json | jq -r --arg n "$node" '.nodes[] | select(.id == $n) | .title')" = 汰換全部網路設備 ]
  gangmu revision acts "$id" >acts.txt
  grep -q 府計字第1140000001號 acts.txt
  [ "$(gangmu revision list "$id" --state approved --json | jq '.revisions[0].became')" -eq 2 ]
  [ "$(gangmu verify --json | jq .good)" = true ]
}

@test "a revision that no longer fits is told, exits 1, and can be withdrawn" {
  a_published_plan
  printf '[{"op":"set","node":"%s","field":"title","value":"甲案"}]' "$node" >one.json
  printf '[{"op":"set","node":"%s","field":"title","value":"乙案"}]' "$node" >two.json
  gangmu revision draft "$id" --title 甲 --reason 一 --operations one.json --propose >/dev/null
  gangmu revision draft "$id" --title 乙 --reason 二 --operations two.json --propose >/dev/null
  gangmu revision approve "$id" 1 --effective 2026-01-01 --act noted --agency 海安縣政府 --day 2025-12-20 \
    --number 府計字第2號 >/dev/null
  run gangmu revision show "$id" 2
  [ "$status" -eq 1 ]
  gangmu revision withdraw "$id" 2 --note 併入甲案
  [ "$(gangmu revision list "$id" --json | jq -r '.revisions[] | select(.number == 2) | .state')" = withdrawn ]
  run gangmu revision show "$id" 9
  [ "$status" -eq 4 ]
  printf 'not json' >bad.json
  run gangmu revision draft "$id" --title 丙 --reason 三 --operations bad.json
  [ "$status" -ne 0 ]
  [ "$(gangmu revision list "$id" --json | jq '.revisions | length')" -eq 2 ]
}

@test "meetings: minutes, and an action from being decided to being done" {
  a_published_plan
  start_server
  api() { curl -sf --unix-socket data/gangmu.sock -H 'Content-Type: application/json' -d "$2" "http://localhost/api/$1"; }
  [ "$(gangmu meetings groups --plan "$id")" = 沒有小組。 ]
  group=$(api groups '{"name":"數位推動小組","kind":"steering","plan":"'"$id"'","every":"half-year"}' | jq .id)
  meeting=$(api meetings '{"group":'"$group"',"day":"2026-01-20","held":true,"agenda":[{"title":"機房進度","resolution":"請趕辦"}]}' | jq .id)
  late=$(api actions '{"meeting":'"$meeting"',"item":1,"text":"提出趕工計畫","agency":"資訊處","due":"2026-02-10"}' | jq .id)
  api actions '{"meeting":'"$meeting"',"text":"彙整經費","agency":"主計處","due":"2999-12-31"}' >/dev/null
  gangmu meetings groups --plan "$id" | grep -q 數位推動小組
  gangmu meetings list --plan "$id" | grep -q '數位推動小組 第 1 次'
  gangmu meetings show "$meeting" >minutes.txt
  grep -q '決議：請趕辦' minutes.txt
  grep -q 提出趕工計畫 minutes.txt
  run gangmu meetings actions --plan "$id"
  [ "$status" -eq 1 ] # one is late
  [[ "$output" == *"逾期"*"提出趕工計畫"* ]]
  gangmu meetings actions --format csv --plan "$id" >actions.csv || true
  [ "$(grep -c '提出趕工計畫\|彙整經費' actions.csv)" -eq 2 ]
  gangmu meetings note "$late" --text 已召開協調會
  gangmu meetings claim "$late" --text 已函送趕工計畫
  gangmu meetings return "$late" --text 請補附件
  gangmu meetings claim "$late" --text 已補附件
  gangmu meetings confirm "$late" --text 同意
  run gangmu meetings actions --plan "$id"
  [ "$status" -eq 0 ]
  [ "$(gangmu meetings actions --state done --format json | jq -r '.actions[0].notes | map(.act) | join(" ")')" = \
    "set noted claimed returned claimed confirmed" ]
  run gangmu meetings confirm 999999
  [ "$status" -eq 4 ]
  run gangmu meetings show 999999
  [ "$status" -eq 4 ]
}

@test "a rhythm is changed and ended with a reason, and what has opened stays" {
  a_plan a.txt
  sed -i '1s/112年/118年/' a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  id=$(gangmu plans --json | jq -r '.plans[0].plan.id')
  gangmu cycle set "$id" --every quarter >/dev/null
  gangmu cycle list "$id" --json >before.json
  run gangmu cycle change "$id" q --due 20
  [ "$status" -ne 0 ] # no reason
  run gangmu cycle change "$id" nope --due 20 --reason x
  [ "$status" -eq 4 ]
  run gangmu cycle change "$id" q --due 20 --reason 依會議決議延長
  [ "$status" -eq 0 ]
  [[ "$output" == *"q2 接續"* ]]
  gangmu cycle list "$id" --json >after.json
  opened='[.cycles[].cycle | select(.phase != "planned") | [.id, .due]]'
  [ "$(jq -c "$opened" before.json)" = "$(jq -c "$opened" after.json)" ]
  [ "$(jq -c '[.cycles[].cycle.period]' before.json)" = "$(jq -c '[.cycles[].cycle.period]' after.json)" ]
  [ "$(jq '.rhythms[1].due_after' after.json)" -eq 20 ]
  [ "$(jq '.rhythms[1].grace' after.json)" -eq "$(jq '.rhythms[0].grace' before.json)" ] # the rest stays
  gangmu cycle rhythms "$id" | grep -q q2
  gangmu cycle end "$id" q2 --reason 計畫併入他案
  [ "$(gangmu cycle list "$id" --json | jq -c "$opened")" = "$(jq -c "$opened" before.json)" ]
  [ "$(gangmu cycle list "$id" --json | jq '[.cycles[].cycle | select(.phase == "planned")] | length')" -eq 0 ]
  run gangmu cycle end "$id" q --reason 再一次
  [ "$status" -eq 5 ]
  [ "$(gangmu verify --json | jq .good)" = true ]
}
