bats_require_minimum_version 1.5.0
load common

@test "help teaches and exits 0; no command, a wrong one and a wrong option exit 2" {
  run gangmu --help
  [ "$status" -eq 0 ]
  [[ "$output" == *"gangmu read plan.txt"* ]]
  run gangmu
  [ "$status" -eq 2 ]
  run gangmu raed x
  [ "$status" -eq 2 ]
  a_plan a.txt
  run gangmu read --colour a.txt
  [ "$status" -eq 2 ]
  [[ "$output" == *"--colour"* ]]
}

@test "help speaks Chinese and English; a slip of the pen is told what may have been meant" {
  run gangmu --help
  [[ "$output" == *"用法"*"初次使用"* ]]
  run gangmu --lang en --help
  [[ "$output" == *"Usage"*"A first walk"* ]]
  run env GANGMU_LANG=en "$GANGMU" ingest --help
  [[ "$output" == *"marked 未經校對"*"read documents into the store"* || "$output" == *"read documents into the store"* ]]
  run gangmu raed x
  [ "$status" -eq 2 ]
  [[ "$output" == *"「raed"*"read"* ]]
  run gangmu --lang en read --prety x.txt
  [[ "$output" == *"did you mean --pretty"* ]]
  for command in read check ingest plans tree show find export verify serve account completion; do
    run gangmu "$command" --help
    [ "$status" -eq 0 ]
    [[ "$output" != *"REQUIRED"* ]]
    [[ "$output" == *"選項"* || "$output" == *"指令"* ]]
  done
}

@test "read prints plan JSON whose ids and sources follow from the bytes" {
  a_plan a.txt
  gangmu read a.txt >one.json
  gangmu read a.txt >two.json
  cmp one.json two.json
  hash=$(sha256sum a.txt | cut -c1-64)
  [ "$(jq -r '.plans[0].plan.id' one.json)" = "p-${hash:0:12}" ]
  [ "$(jq -r '.plans[0].plan.documents[0].sha256' one.json)" = "$hash" ]
  [ "$(jq '[.plans[0].nodes[] | select(.title == "建置縣府雲端機房")] | length' one.json)" = 1 ]
  [ "$(jq -c '.plans[0].nodes[] | select(.title == "建置縣府雲端機房") | .source[0].lines' one.json)" = "[5,7]" ] ||
    [ "$(jq -c '.plans[0].nodes[] | select(.title == "建置縣府雲端機房") | .source[0].lines[0]' one.json)" = "5" ]
  jq -e '[.. | select(. == "" or . == null)] | length == 0' one.json
}

@test "--as-one makes one plan of two documents" {
  a_plan a.txt
  printf '附件\n\n三、附帶事項\n\n（一）辦理說明會\n' >b.txt
  [ "$(gangmu read --as-one a.txt b.txt 2>/dev/null | jq '.plans | length')" = 1 ]
  [ "$(gangmu read a.txt b.txt 2>/dev/null | jq '.plans | length')" = 2 ]
}

@test "bad files: each its own error, what, where and how to mend; a batch goes on and exits 2" {
  a_plan a.txt
  : >empty.txt
  head -c 4096 /dev/urandom >noise.bin
  printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1%0600d' 0 >old.doc
  truncate -s 201M big.txt
  mkdir folder
  for pair in "missing.txt file-missing 4" "empty.txt document-empty 2" "noise.bin document-unknown 2" \
    "old.doc document-old-format 2" "big.txt document-too-large 2" "folder file-not-regular 2"; do
    read -r file code exit <<<"$pair"
    run gangmu read "$file"
    echo "$file: $status $output"
    [ "$status" -eq "$exit" ]
    [[ "$output" == *"[$code]"* ]]
    [[ "$output" == *"$file"* ]]
  done
  run --separate-stderr gangmu read a.txt empty.txt missing.txt
  [ "$status" -eq 2 ]
  [ "$(jq '.plans | length' <<<"$output")" = 1 ]
  [[ "$stderr" == *"empty.txt"* && "$stderr" == *"missing.txt"* ]]
}

@test "a text without any item is read, and that nothing was found is told" {
  printf '這是一段沒有標題的文字。\n又一段。\n' >a.txt
  [ "$(gangmu read a.txt 2>/dev/null | jq -r '.plans[0].findings[].rule')" = reading-no-items ]
  a_plan b.txt
  [ "$(gangmu read b.txt 2>/dev/null | jq '[.plans[0].findings[] | select(.rule == "reading-no-items")] | length')" = 0 ]
}

@test "errors speak English when asked" {
  run gangmu --lang en read missing.txt
  [[ "$output" == *"There is no such file"* ]]
}

@test "check lists its rules and needs a file otherwise" {
  [ "$(gangmu check --rules --json | jq -r '.rules[0] | has("id") and has("zh")')" = true ]
  run gangmu check --rules
  [ "$status" -eq 0 ]
  [[ "$output" == *"targets-sum"* ]]
  run gangmu check
  [ "$status" -eq 2 ]
}

@test "completion knows every command" {
  gangmu completion bash >c.bash
  bash -n c.bash
  run bash -c 'source ./c.bash; COMP_WORDS=(gangmu re); COMP_CWORD=1; _gangmu; printf "%s\n" "${COMPREPLY[@]}"'
  [[ "$output" == *"read"* ]]
}

@test "the five documents are read (skips without ../shared)" {
  [ -d "$seeds" ] || skip "../shared is not here"
  gangmu read "$seeds"/*.txt 2>/dev/null >all.json
  [ "$(jq '.plans | length' all.json)" = 5 ]
  [ "$(jq '[.plans[].nodes | length] | min' all.json)" -ge 30 ]
}
