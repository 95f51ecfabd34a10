bats_require_minimum_version 1.5.0
load common

start_server() { # [OPTION...]; sets `server` and `url`
  "$GANGMU" serve --store data --listen 127.0.0.1:0 "$@" >serve.log 2>&1 3>&- &
  server=$!
  for _ in $(seq 600); do
    url=$(grep -o 'http://[0-9.:]*' serve.log | head -n 1) && [ -n "$url" ] && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  cat serve.log >&2
  return 1
}

stop_server() {
  kill -TERM "$server"
  wait "$server"
  server=
}

teardown() {
  [ -z "${server:-}" ] || kill -9 "$server" 2>/dev/null || true
}

@test "ingest, plans, tree, show, find, export, verify: one document from its bytes to its proof" {
  a_plan a.txt
  gangmu ingest --publish a.txt >out.txt 2>/dev/null
  grep -q '第1版' out.txt
  id=$(gangmu plans --json | jq -r '.plans[0].plan.id')
  [[ "$(gangmu tree "${id:0:6}")" == *"建置縣府雲端機房"* ]]
  node=$(gangmu tree "$id" --json | jq -r '.nodes[] | select(.title == "開設公務員資料課程") | .id')
  run gangmu show "$id" "$node"
  [ "$status" -eq 0 ]
  [[ "$output" == *"a.txt:13"* ]]
  run gangmu find 資料課程
  [ "$status" -eq 0 ]
  [[ "$output" == *"$node"* ]]
  run gangmu find 沒有這個詞
  [ "$status" -eq 1 ]
  gangmu export "$id" >e.json
  gangmu read a.txt | jq -S '.plans[0] | {nodes, indicators}' >r1
  jq -S '{nodes, indicators}' e.json >r2
  cmp r1 r2
  gangmu export "$id" --format xlsx -o e.xlsx
  [ "$(head -c 2 e.xlsx)" = PK ]
  run gangmu verify --head "$(jq -r .ledger.head e.json)"
  [ "$status" -eq 0 ]
  run gangmu verify --head "1:$(printf '0%.0s' {1..64})"
  [ "$status" -eq 1 ]
}

@test "an export that does not fit is an error, and options that say nothing alone are refused" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  run bash -c '"$GANGMU" export 海安 >/dev/full'
  [ "$status" -eq 7 ]
  [[ "$output" == *"[output-failed]"* ]]
  run gangmu ingest --effective 2025-01-01 a.txt
  [ "$status" -eq 2 ]
  run gangmu account add li --role reporter@
  [ "$status" -eq 2 ]
  [[ "$output" == *"[role-unknown]"* ]]
}

@test "the same bytes again change nothing" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  head=$(gangmu verify --json | jq -r .head)
  run gangmu ingest --publish a.txt
  [ "$status" -eq 0 ]
  [[ "$output" == *"未變更"* ]]
  [ "$(gangmu verify --json | jq -r .head)" = "$head" ]
}

@test "verify finds a changed byte of a document and of an event" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  sqlite3 "$(find data -name '*.db' | head -n 1)" ".tables" >tables.txt
  blob=$(find data/blobs -type f | head -n 1)
  chmod u+w "$blob"
  printf X | dd of="$blob" bs=1 seek=3 conv=notrunc 2>/dev/null
  run gangmu verify
  [ "$status" -eq 1 ]
}

@test "a missing store, an unknown plan and an unknown item say so" {
  run gangmu plans
  [ "$status" -eq 4 ]
  [[ "$output" == *"[store-missing]"* ]]
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  run gangmu tree nothing
  [ "$status" -eq 4 ]
  [[ "$output" == *"[plan-unknown]"* ]]
  run gangmu show 海安 9/9
  [ "$status" -eq 4 ]
  run gangmu export 海安 --format docx
  [ "$status" -eq 2 ]
  run gangmu verify --head nonsense
  [ "$status" -eq 2 ]
}

@test "beside a running server: reading goes on, writing goes through it, a second serve is refused" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  start_server
  grep -q '第一位管理員' serve.log
  [ "$(curl -s "$url/api/plans" | jq '.plans | length')" = 1 ]
  [ "$(gangmu plans --json | jq '.plans | length')" = 1 ]
  printf '西灣縣長照計畫（112年）\n\n一、擴大服務\n\n（一）增設據點\n' >b.txt
  run gangmu ingest --publish b.txt
  [ "$status" -eq 0 ]
  [ "$(curl -s "$url/api/plans" | jq '.plans | length')" = 2 ]
  run gangmu account add wang --role officer
  [ "$status" -eq 0 ]
  [[ "$output" == *"密碼"* ]]
  run gangmu serve --listen 127.0.0.1:0
  [ "$status" -eq 6 ]
  [[ "$output" == *"[store-locked]"* ]]
  port=${url##*:}
  run gangmu serve --store other --listen "127.0.0.1:$port"
  [ "$status" -ne 0 ]
  [[ "$output" == *"$port"* ]]
  [[ "$output" == *"第一位管理員"* ]] # it is in the ledger now: nobody else will ever be told the password
  kill -TERM "$server"
  wait "$server"
  server=
}

@test "a spoilt checkpoint is made anew; a spoilt event is named; a newer store is refused" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  gangmu plans >before.txt
  checkpoint=$(find data/checkpoints -type f | head -n 1)
  [ -n "$checkpoint" ]
  [ "$(stat -c %a data/ledger.db)" = 600 ]
  chmod u+w "$checkpoint"
  printf XXXX | dd of="$checkpoint" bs=1 seek=$(($(stat -c %s "$checkpoint") / 2)) conv=notrunc 2>/dev/null
  gangmu plans >after.txt
  cmp before.txt after.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1 # opens for writing too
  cp -r data later
  sqlite3 later/ledger.db 'PRAGMA user_version = 99' >/dev/null
  run gangmu plans --store later
  [ "$status" -ne 0 ]
  [[ "$output" == *"[store-newer]"* ]]
  run gangmu ingest --store later a.txt
  [[ "$output" == *"[store-newer]"* ]]
  sqlite3 data/ledger.db "UPDATE payloads SET bytes = replace(bytes, 'a.txt', 'b.txt') WHERE seq = 1"
  run gangmu verify
  [ "$status" -eq 1 ]
  [[ "$output" == *1* ]]
}

@test "what is taken out cannot be read, found or exported, and the chain still holds" {
  printf '個資計畫\n\n一、王大明的電話\n\n二、其他\n' >a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  start_server
  hash=$(sha256sum a.txt | cut -c1-64)
  body="{\"blobs\":[\"$hash\"],\"reason\":\"誤收個資\"}"
  curl -sf --unix-socket data/gangmu.sock -H 'Content-Type: application/json' -d "$body" http://x/api/erasures
  [ "$(curl -s "$url/api/search?q=%E7%8E%8B%E5%A4%A7%E6%98%8E" | jq .total)" = 0 ]
  [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/api/plans/p-${hash:0:12}/export?format=json")" = 409 ]
  run gangmu export "p-${hash:0:12}"
  [ "$status" -eq 5 ]
  [[ "$output" == *"誤收個資"* ]]
  run gangmu verify
  [ "$status" -eq 0 ]
  run grep -rl 王大明 data
  [ "$status" -eq 1 ]
  stop_server
}

@test "behind the named proxy a cookie is Secure when the proxy says https, and only then" {
  GANGMU_ADMIN_PASSWORD='a long password' start_server --trusted-proxy 127.0.0.1
  sign_in() {
    curl -s -o /dev/null -D - "$url/api/session" -H 'Content-Type: application/json' "$@" \
      -d '{"name":"admin","password":"a long password"}' | grep -i '^set-cookie'
  }
  [[ "$(sign_in -H 'X-Forwarded-Proto: https')" == *Secure* ]]
  [[ "$(sign_in -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-For: 192.0.2.7')" == *Secure* ]]
  [[ "$(sign_in)" != *Secure* ]]
  stop_server
}

@test "a program's token: made, shown once, used, revoked; with the server and without" {
  a_plan a.txt
  gangmu ingest a.txt >/dev/null 2>&1
  gangmu account add wang --role officer >/dev/null
  id=$(gangmu plans --json | jq -r '.plans[0].plan.id')
  token=$(gangmu account token add wang --label 月報 | grep -o 'gangmu_[A-Za-z0-9_-]*')
  [ -n "$token" ]
  run gangmu account token add wang --label 過期 --until 2001-01-01
  [ "$status" -eq 2 ]
  [[ "$output" == *"[date-past]"* ]]
  start_server
  [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/api/plans/$id")" = 404 ]
  [ "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "$url/api/plans/$id")" = 200 ]
  second=$(gangmu account token add wang --label 另一個 | grep -o 't-[0-9a-f]*' | head -n 1)
  [ "$(gangmu account token list wang --json | jq '.tokens | length')" = 2 ]
  run gangmu account token revoke wang "$second"
  [ "$status" -eq 0 ]
  [[ "$output" == *"已撤銷"* ]]
  run gangmu account disable wang
  [ "$status" -eq 0 ]
  [[ "$output" == *"已停用帳號 wang"* ]]
  [ "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "$url/api/plans/$id")" != 200 ]
  run grep -rl "$token" data
  [ "$status" -eq 1 ]
  stop_server
}

@test "a given first password is used, too short a one is told, and on a later start it says it was not used" {
  run env GANGMU_ADMIN_PASSWORD=short "$GANGMU" serve --store data --listen 127.0.0.1:0
  [ "$status" -eq 2 ]
  [[ "$output" == *"GANGMU_ADMIN_PASSWORD"*"[password-short]"* ]]
  GANGMU_ADMIN_PASSWORD='a long password' start_server
  grep -q 'GANGMU_ADMIN_PASSWORD 所給' serve.log
  run gangmu serve --listen 127.0.0.1:0
  [[ "$output" == *"$url"* ]] # where it is served already
  stop_server
  GANGMU_ADMIN_PASSWORD='another password' start_server
  grep -q 'GANGMU_ADMIN_PASSWORD 未使用' serve.log
  stop_server
}

@test "a search for nothing says so" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  run gangmu find '()'
  [ "$status" -eq 1 ]
  [[ "$output" == *"沒有可以尋找的字詞"* ]]
  run gangmu find -- -機房
  [ "$status" -eq 0 ]
  [[ "$output" == *"不要什麼"* ]]
}

@test "files of a store that others could read are closed to them when it is opened for writing" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  chmod 755 data data/blobs data/blobs/*
  find data -type f -exec chmod 644 {} +
  gangmu account add wang --role officer >/dev/null
  run find data -perm /077 ! -type s
  echo "$output"
  [ -z "$output" ]
}

@test "too many failed sign-ins are told to wait" {
  start_server
  for _ in $(seq 60); do # the waits double: on a slow machine it takes more of them to be too quick
    status=$(curl -s -o out.json -D head.txt -w '%{http_code}' "$url/api/session" -H 'Content-Type: application/json' \
      -d '{"name":"admin","password":"wrong"}')
    [ "$status" != 429 ] || break
  done
  [ "$status" = 429 ]
  grep -qi '^Retry-After: [0-9]' head.txt
  grep -q auth-throttled out.json
  stop_server
}

@test "what was acknowledged is there after kill -9" {
  a_plan a.txt
  gangmu ingest --publish a.txt >/dev/null 2>&1
  start_server
  gangmu account add wang --role officer >/dev/null
  kill -9 "$server"
  wait "$server" || true
  server=
  run gangmu verify
  [ "$status" -eq 0 ]
  [ "$(gangmu account list --json | jq -r '[.accounts[].name] | sort | join(",")')" = "admin,wang" ]
}

@test "a full disk refuses and changes nothing" {
  [ "$(id -u)" -eq 0 ] || skip "needs root for a small file system"
  mkdir small
  mount -t tmpfs -o size=400k tmpfs small || skip "no file system may be mounted here"
  a_plan a.txt
  for _ in $(seq 4000); do printf '（二）項目之說明文字，用來把檔案變大，直到小小的磁碟裝不下。\n'; done >>a.txt
  run gangmu --store small/data ingest --publish a.txt
  echo "$output"
  umount -l small
  [ "$status" -ge 6 ]
  [[ "$output" == *"[disk-full]"* || "$output" == *"[store-io]"* ]]
}
