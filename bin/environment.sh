# Shared by bin/demo, bin/test and bin/bench: find a Python, make an environment once per list of requirements.

# The environments are installed uncompiled. Where Python may not keep what it compiled, every server that a test starts would
# compile Django and Wagtail anew: two seconds of processor time each.
unset PYTHONDONTWRITEBYTECODE

# find_python NAME: print a Python of 3.11 or newer, or stop with one line that says what to do.
find_python() {
    for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3 python; do
        [ -n "$candidate" ] || continue
        command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
        [ "$candidate" != "${PYTHON:-}" ] || break
    done
    echo "$1: needs Python 3.11 or newer. Install it (Debian: apt-get install python3 python3-venv) or set PYTHON." >&2
    exit 1
}

# make_environment NAME PYTHON FOLDER REQUIREMENTS...: create FOLDER and install, unless it holds just that already.
make_environment() {
    name=$1; python=$2; folder=$3; shift 3
    wanted=$(cat "$@" | cksum)
    [ "$(cat "$folder/installed" 2>/dev/null)" = "$wanted" ] && return 0
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$name: this Python cannot make environments. Install its venv package (Debian: apt-get install python3-venv)." >&2
        exit 1
    fi
    if ! "$python" -m venv "$folder" 2>/dev/null; then
        echo "$name: cannot create $folder. Is the folder writable? CONVENE_VENV names another one." >&2
        exit 1
    fi
    list=""
    for file in "$@"; do list="$list -r $file"; done
    # shellcheck disable=SC2086 -- the list is meant to be split
    if ! "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile $list; then
        echo "$name: installing the requirements failed; the lines above say why. Run $name again when it is mended." >&2
        exit 1
    fi
    printf '%s' "$wanted" > "$folder/installed"
}
