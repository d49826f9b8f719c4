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
  # Without a change, the check itself says that nothing is staged.
  keysieve_changes=$(keysieve_diff @CONTEXT@) && keysieve_fits || return 1
  # Binary files (UTF-16 too), unmerged ones, notebooks; files that do not belong into a repository, whatever they hold.
  keysieve_changed -i -E -e '^Binary files |^GIT binary patch|^:.* U	|^:.*\.ipynb"?$|nbformat|^:.*[	/"](@FILES@)"?$' || return 1
  keysieve_added=$(printf '%s\n' "$keysieve_changes" | grep '^+')
  case $? in 0) ;; 1) return 0 ;; *) return 1 ;; esac
  # Values that may be short, beside their literal.
  keysieve_short='@SHORT@'
  keysieve_adds -i -F -e "$keysieve_short" || return 1
  # URIs with somebody before their host; encoded text, in which no literal shows.
  keysieve_adds -E -e '@URI@|@ENCODED@' || return 1
  # Long values, whose literal is a part of them or stands near by.
  if ! keysieve_adds -E -e '@ANYLONG@'; then
  @LONG@
  fi
  # A line that may be the value of a name on another line.
  if ! keysieve_adds -i -E -e '@LONE@'; then
    keysieve_changed -i -F -e "$keysieve_short" || return 1
    keysieve_changed -E -e '@URI@' || return 1
  fi
  # Literals that speak for a whole document.
  keysieve_changes=$(keysieve_diff 100000000) && keysieve_fits || return 1
  keysieve_changed -i -F -e '@DOCUMENT@'
}

# What is staged: names, then changes with so many unchanged lines around. No setting and no attribute changes its form.
keysieve_diff() {
  GIT_DIFF_OPTS= GIT_OPTIONAL_LOCKS=0 git --no-pager -c core.fsmonitor=false -c core.quotePath=true \
    diff-index --cached --raw -p "-U$1" --no-renames --no-color --no-ext-diff --no-textconv --ita-invisible-in-index \
    --ignore-submodules=all --src-prefix=a/ --dst-prefix=b/ HEAD -- 2>/dev/null
}

keysieve_fits() {
  [ "${#keysieve_changes}" -gt 0 ] && [ "${#keysieve_changes}" -le @LARGEST@ ]
}

# True when grep ran to its end and found nothing in the changes.
keysieve_changed() {
  printf '%s\n' "$keysieve_changes" | grep -q "$@"
  [ $? -eq 1 ]
}

# The same for the added lines.
keysieve_adds() {
  printf '%s\n' "$keysieve_added" | grep -q "$@"
  [ $? -eq 1 ]
}
