# keysieve_gate tells whether the staged changes can be committed without looking closer: 0 when no rule can match in what
# they add, 1 when keysieve has to look. Any doubt is a 1. Made by scripts/gate.mjs from the rules; see docs/hooks.md.
# Needs a POSIX sh and a grep; busybox has both.

keysieve_gate() {
  LC_ALL=C
  export LC_ALL
  # Another repository, object store or index layout than the everyday one; a merge; a configuration, which may bring rules.
  [ -z "${GIT_DIR:-}" ] || [ "$GIT_DIR" = .git ] || return 1
  [ -z "${GIT_WORK_TREE:-}${GIT_COMMON_DIR:-}${GIT_OBJECT_DIRECTORY:-}" ] || return 1
  [ -d .git ] && [ ! -e .git/MERGE_HEAD ] || return 1
  for keysieve_file in keysieve.yaml keysieve.yml .keysieve.yaml .keysieve.yml; do
    [ ! -e "$keysieve_file" ] || return 1
  done
  keysieve_changes=$(GIT_DIFF_OPTS= GIT_EXTERNAL_DIFF= GIT_OPTIONAL_LOCKS=0 git --no-pager -c core.fsmonitor=false -c core.quotePath=true \
    diff-index --cached --raw -p -U@CONTEXT@ --no-renames --no-color --no-ext-diff --no-textconv --ita-invisible-in-index \
    --ignore-submodules=all --src-prefix=a/ --dst-prefix=b/ HEAD -- 2>/dev/null) || return 1
  # Nothing staged: the check itself says so.
  [ -n "$keysieve_changes" ] || return 1
  [ "${#keysieve_changes}" -le @LARGEST@ ] || return 1
  # Binary files (UTF-16 too), unmerged ones, notebooks.
  keysieve_none -E -e '^Binary files ' -e '^GIT binary patch' -e '^:.* U	' -e '^:.*\.ipynb"?$' -e '[Nn][Bb][Ff][Oo][Rr][Mm][Aa][Tt]' <<KEYSIEVE || return 1
$keysieve_changes
KEYSIEVE
  keysieve_added=$(grep '^+' <<KEYSIEVE
$keysieve_changes
KEYSIEVE
) || return $(( $? == 1 ? 0 : 1 ))
  # Values that may be short, beside their literal.
  keysieve_none -i -E -e '@SHORT@' <<KEYSIEVE || return 1
$keysieve_added
KEYSIEVE
  # Literals that speak for a whole document.
  keysieve_none -i -F -e '@DOCUMENT@' <<KEYSIEVE || return 1
$keysieve_changes
KEYSIEVE
  # Something long: encoded text, or a value whose literal may stand on a line nearby.
  if ! keysieve_none -E -e '[@TOKEN@]{@LONG@}' <<KEYSIEVE
$keysieve_added
KEYSIEVE
  then
    keysieve_none -E -e '[@TOKEN@]{@ENCODED@}' <<KEYSIEVE || return 1
$keysieve_added
KEYSIEVE
    keysieve_none -i -F -e '@LITERALS@' <<KEYSIEVE || return 1
$keysieve_changes
KEYSIEVE
  fi
  # Text in escapes or character references.
  keysieve_none -E -e '@ESCAPED@' <<KEYSIEVE || return 1
$keysieve_added
KEYSIEVE
  # A line that may be the value of a name on an unchanged line.
  if ! keysieve_none -i -E -e '@LONE@' <<KEYSIEVE
$keysieve_added
KEYSIEVE
  then
    keysieve_none -i -E -e '@SHORT@' <<KEYSIEVE || return 1
$keysieve_changes
KEYSIEVE
  fi
  return 0
}

# True when grep ran to its end and found nothing.
keysieve_none() {
  grep -q "$@"
  [ $? -eq 1 ]
}
