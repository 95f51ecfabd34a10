# What is counted and its figures at the command line: defined, put from a sheet, revised, explained.
bats_require_minimum_version 1.5.0
load common

define() {
  cat >elements.json <<'JSON'
[{"id":"oil.stock","name":{"zh":"原油存量","en":"Oil in stock"},"unit":"公秉","decimals":1,"rhythm":"month","over_time":"last"},
 {"id":"oil.use","name":{"zh":"原油用量","en":"Oil used"},"unit":"公秉","decimals":1,"rhythm":"month"},
 {"id":"oil.days","name":{"zh":"可用日數","en":"Days of supply"},"unit":"日","decimals":1,"rhythm":"month",
  "formula":"[原油存量] / ([原油用量] / days())"}]
JSON
  gangmu elements set elements.json >defined.txt
  printf '%s\n' '填報單位,期間,資料項目,數值' >values.csv
}

@test "elements are defined, with their formulas, and listed" {
  define
  [ "$(grep -c 版次 defined.txt)" -eq 3 ]
  run gangmu elements list --words oil
  [ "$status" -eq 0 ]
  [[ "$output" == *"[oil.stock] / ([oil.use] / days())"* ]]
  run gangmu --lang en elements list --words nothing
  [[ "$output" == *"No element fits"* ]]
  printf '{"id":"oil.bad","name":"x","unit":"日","rhythm":"month","formula":"[oil.stock] + [oil.nothing]"}' >bad.json
  run gangmu elements set bad.json
  [ "$status" -ne 0 ]
  [[ "$output" == *"公式第 15 字"* ]]
  [[ "$output" == *"oil.nothing"* ]]
}

@test "values are put from a sheet, listed, revised with their history, and explained" {
  define
  printf '[{"id":"moea","name":"經濟部"},{"id":"north","parent":"moea","name":"北廠"}]' >units.json
  run gangmu units set units.json
  [ "$status" -eq 0 ]
  [[ "$output" == "2 個單位有變更" ]]
  printf '%s\n' '填報單位,期間,資料項目,數值' 'north,2026-01,oil.stock,310' 'north,2026-01,oil.use,x' >values.csv
  run gangmu values put values.csv
  [ "$status" -ne 0 ]
  [[ "$output" == *"D3"* ]]
  run gangmu values list oil.stock
  [[ "$output" == *"沒有數值"* ]] # all or none
  sed -i 's/,x$/,155/' values.csv
  run gangmu values put values.csv
  [[ "$output" == "2 筆數值，2 筆有變更" ]]
  run gangmu values put values.csv
  [[ "$output" == "2 筆數值，0 筆有變更" ]]
  [ "$(gangmu values list oil.days --json | jq '.series[0].values[0].value')" = 62 ]
  sed -i 's/,155$/,310/' values.csv
  gangmu values put values.csv --note 抄錯 >/dev/null
  [ "$(gangmu values list oil.days --csv | tail -n 1 | tr -d '\r' | cut -d, -f1-4)" = "oil.days,north,2026-01,31" ]
  run gangmu values history oil.use north 2026-01
  [[ "$output" == *"155"* && "$output" == *"310"* && "$output" == *"抄錯"* ]]
  run gangmu values explain oil.days north 2026-01
  [ "$status" -eq 0 ]
  [[ "$output" == *"[oil.use] / days() = 10 公秉/日"* ]]
  run gangmu values explain oil.use north 2026-01
  [ "$status" -eq 4 ]
}
