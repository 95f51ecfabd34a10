#!/usr/bin/env bash
# Reading speed beside its peers, on the same files in the same run: Markdown and HTML against pandoc, PDF against
# pdftotext, and many documents of 100 pages as a batch.
#   bench/reading.sh BINARY [DOCUMENTS of the batch: 100] [RUNS: 5]
# Times are processor time (user + system, children included) and, for the batch, time by the clock too. The worker
# processes of each document are part of ours. Needs pandoc, poppler-utils and qpdf; peers that are missing are said.
set -euo pipefail
binary=$(realpath "${1:?bench/reading.sh BINARY [DOCUMENTS] [RUNS]}")
documents=${2:-100}
runs=${3:-5}
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TIMEFORMAT='%U %S %R'

# Processor milliseconds of the command, the least of all runs.
cost() {
  local best= i spent
  for ((i = 0; i < runs; i++)); do
    spent=$({ time "$@" >/dev/null 2>&1; } 2>&1 | awk '{printf "%d", ($1 + $2) * 1000}')
    [ -z "$best" ] || [ "$spent" -lt "$best" ] && best=$spent
  done
  echo "$best"
}
row() { # FILE PEER OURS THEIRS
  awk -v f="$1" -v p="$2" -v a="$3" -v b="$4" 'BEGIN { printf "| %s | %s | %d ms | %d ms | %.2f |\n", f, p, a, b, b ? a / b : 0 }'
}

plan=$here/examples/haian-four-year/haian-four-year
# 100 pages: the plan of 38 pages, again and again
qpdf --empty --pages "$plan.pdf" 1-z "$plan.pdf" 1-z "$plan.pdf" 15-z -- "$work/hundred.pdf"
for i in 1 2 3; do cat "$plan.md"; done >"$work/hundred.md"
echo "load $(cut -d' ' -f1 /proc/loadavg), $(nproc) processors, least of $runs runs, processor time"
echo
echo "| file | peer | Gangmu, all of \`read\` | peer | ratio |"
echo "|---|---|---:|---:|---:|"
for file in "$plan.pdf" "$work/hundred.pdf" ${READING_EXTRA:-}; do
  row "$(basename "$file")" pdftotext "$(cost "$binary" read "$file")" "$(cost pdftotext "$file" "$work/out.txt")"
done
if command -v pandoc >/dev/null; then
  for file in "$plan.md" "$work/hundred.md" "$plan.html"; do
    row "$(basename "$file")" "pandoc -t json" "$(cost "$binary" read "$file")" "$(cost pandoc -t json "$file")"
  done
  for file in "$plan.docx" "$plan.odt"; do
    row "$(basename "$file")" "pandoc -t json" "$(cost "$binary" read "$file")" "$(cost pandoc -t json "$file")"
  done
else
  echo "pandoc: not installed, not measured"
fi

# The batch: documents that differ only in a comment at their end, so that each is another document.
mkdir "$work/batch"
for ((i = 1; i <= documents; i++)); do
  { cat "$work/hundred.pdf"; printf '%%%d\n' "$i"; } >"$work/batch/$i.pdf"
done
echo
echo "batch of $documents PDF documents of 100 pages (user s, system s, seconds by the clock):"
clocked() { # LABEL COMMAND...
  local label=$1 spent
  shift
  spent=$({ time "$@" >/dev/null 2>&1; } 2>&1)
  printf '  %-26s %s\n' "$label" "$spent"
}
batch() { "$binary" read "$work"/batch/*.pdf 2>"$work/progress"; }
one_by_one() { for file in "$work"/batch/*.pdf; do pdftotext "$file" "$work/out.txt"; done; }
side_by_side() { printf '%s\0' "$work"/batch/*.pdf | xargs -0 -P "$(nproc)" -I{} pdftotext {} /dev/null; }
clocked "gangmu read" batch
clocked "pdftotext, one by one" one_by_one
clocked "pdftotext, side by side" side_by_side
echo "  progress said last: $(tail -n 1 "$work/progress")"
