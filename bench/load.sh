#!/usr/bin/env bash
# load.sh: 500 officers file 20 reports each within two minutes, then 500 submit within one second, and once
# more with a kill -9 in the middle; server and load share this machine. Figures: docs/performance.md.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
"$top/scripts/build" release -DCMAKE_BUILD_TYPE=Release -DGANGMU_TESTS=ON -- gangmu load
exec "$top/build/release/tests/load/load" "$top/build/release/gangmu" --officers 500 --reports 20 --seconds 120 --kills 1 "$@"
