bats_require_minimum_version 1.5.0
load common

# Small stores that older versions wrote (tests/upgrade/make): they open, hold the same, and go on.
@test "a store of an older version opens, is the same, and goes on" {
  for kept in "$top"/tests/upgrade/*.tar.gz; do
    rm -rf data expected.json
    tar -xzf "$kept"
    say() { jq -r ".$1" expected.json; }
    [ "$(gangmu verify --json | jq -r '"\(.good) \(.head)"')" = "true $(say head)" ]
    [ "$(gangmu export "$(say plan)" | sha256sum | cut -d' ' -f1)" = "$(say export)" ]
    [ "$(gangmu account list --json | jq -r '[.accounts[].name] | sort | join(",")')" = "$(say accounts)" ]
    node=$(say node)
    [ "$(gangmu cycle owe "$(say plan)" q-2026-Q4 --json | jq -r --arg node "$node" \
      '.obligations[] | select(.node == $node) | "\(.state) \(.planned) \(.actual)"')" = "submitted 40 35" ]
    gangmu account add chen --role reader >/dev/null
    [ "$(gangmu verify --json | jq .good)" = true ]
    [ "$(gangmu verify --quick --head "$(say head)" | head -c 6)" = 相符 ] # what was printed then is proved now
    gangmu backup "$(basename "$kept").zip" >/dev/null 2>&1
    gangmu drill "$(basename "$kept").zip" >/dev/null 2>&1
  done
}

@test "a store of a newer version is refused, and not touched" {
  tar -xzf "$(ls "$top"/tests/upgrade/*.tar.gz | head -n 1)"
  printf '\0\0\0\143' | dd of=data/ledger.db bs=1 seek=60 conv=notrunc 2>/dev/null # the format's number: 99
  before=$(sha256sum data/ledger.db)
  for command in "plans" "verify" "account list" "serve --listen 127.0.0.1:0" "backup b.zip" "drill"; do
    run gangmu $command
    [ "$status" -eq 2 ]
    [[ "$output" == *"較新"* ]]
  done
  [ "$(sha256sum data/ledger.db)" = "$before" ]
  [ ! -e b.zip ]
}
