#!/usr/bin/env bash
# The step of the GitHub Action: runs a phase, compares it with a baseline, and writes both to the summary of the job.
# Inputs are environment variables (action.yml). The exit code is that of the phase, else that of the comparison.
set -uo pipefail

project=$(cd "$(dirname "$0")/.." && pwd)
program=$project/bin/edfi-load-test.mjs
case $RESULTS_DIR in
  /*) ;;
  *) RESULTS_DIR=$PWD/$RESULTS_DIR ;;
esac
export RESULTS_DIR
# Words of the inputs are separated by blanks, as in a command line; none of them is expanded.

# A summary of another project's npm would be taken for the folder in which the command was typed.
unset INIT_CWD

finish() {
  echo "exit-code=$1" >> "${GITHUB_OUTPUT:-/dev/null}"
  exit "$1"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
started=$work/started
touch "$started"
# Of this run, not of one that an earlier step left.
is_new() { [ -f "$1" ] && [ "$1" -nt "$started" ]; }

set -f
# A job has no terminal to ask on.
# shellcheck disable=SC2086
ASSUME_YES=true node "$program" "$PHASE" $ARGUMENTS
code=$?
set +f
# With --tenants or --clients: a page of all, and a folder for each.
for page in "$RESULTS_DIR"/{,{tenants,clients}/*/}latest/{,*/}summary.md "$RESULTS_DIR"/{tenants,clients}/*.md; do
  if is_new "$page"; then cat "$page" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"; fi
done
if [ "$code" -ne 0 ] || [ -z "$BASELINE_RUN" ]; then finish "$code"; fi

compare_with() {
  # shellcheck disable=SC2086
  COMPARE_MARKDOWN=$work/comparison.md node "$program" compare "$@" $COMPARE_ARGUMENTS
  local compared=$?
  if [ -s "$work/comparison.md" ]; then cat "$work/comparison.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"; fi
  rm -f "$work/comparison.md"
  return "$compared"
}

parts=()
for kind in tenants clients; do
  for folder in "$RESULTS_DIR/$kind"/*/; do
    if is_new "${folder}latest/summary.json" || is_new "${folder}latest/full.json"; then
      parts+=("$kind/$(basename "$folder")")
    fi
  done
done
set -f
if [ "${#parts[@]}" -eq 0 ]; then
  compare_with "$BASELINE_RUN" latest
  finish $?
fi
# The baseline is then the results directory of an earlier run: each is compared with its own.
for part in "${parts[@]}"; do
  compare_with "$BASELINE_RUN/$part/latest" latest --results-dir "$RESULTS_DIR/$part" || code=$?
done
finish "$code"
