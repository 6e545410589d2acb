# What the scripts here share. Sourced, not run; leaves the caller in the top folder of the tree.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

script_name=$(basename "$0")

say() { printf '%s: %s\n' "$script_name" "$*"; }

# One clear line for whoever called this wrongly, or on the wrong machine.
fail_usage() {
  printf '%s: %s\n' "$script_name" "$*" >&2
  exit 2
}

# Prints the comment at the head of the script: what it does is said once, in one place.
show_help() { sed -n '2,/^[^#]/ s/^# \{0,1\}//p' "scripts/$script_name"; }

# Configures a preset of CMakePresets.json and builds it, as wide as the machine is: all of it, or
# what is asked for with `--target`.
build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset" --log-level=WARNING &&
    cmake --build --preset "$preset" --parallel "$(nproc)" "$@"
}
