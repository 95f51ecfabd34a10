# What every test of the command line starts with: an empty folder, no settings from outside, Chinese.
setup() {
  unset GANGMU_STORE GANGMU_LISTEN
  export GANGMU_LANG=zh LC_ALL=C.UTF-8
  cd "$BATS_TEST_TMPDIR" || return 1
  top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  seeds=$top/../shared/seeds
}

gangmu() { "$GANGMU" "$@"; }

a_plan() { # FILE: a small plan document
  printf '%s\n' '海安縣數位發展計畫（111年至112年）' '' '一、完善數位基礎' '' '（一）建置縣府雲端機房' '' \
    '完成雲端機房一處，並移轉服務十二項。' '' '（二）汰換老舊網路設備' '' '二、培育數位人才' '' '（一）開設公務員資料課程' >"$1"
}
