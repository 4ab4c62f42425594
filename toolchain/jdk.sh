# Sourced by ./horkos and .ci/run: find_jdk prints the home of a JDK 25, or fails.

is_jdk_25() {
  [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    case $(<"$1/release") in
      *'JAVA_VERSION="25"'* | *'JAVA_VERSION="25.'*) return 0 ;;
      *) return 1 ;;
    esac
  fi
  case $("$1/bin/javac" -version 2>/dev/null) in
    'javac 25'*) return 0 ;;
    *) return 1 ;;
  esac
}

find_jdk() {
  local java candidate
  if [ -n "${HORKOS_JAVA_HOME:-}" ]; then
    is_jdk_25 "$HORKOS_JAVA_HOME" && printf '%s\n' "$HORKOS_JAVA_HOME"
    return
  fi
  java=$(command -v java || true)
  if [ -n "$java" ]; then
    java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
    java=${java%/bin/java}
  fi
  for candidate in "${JAVA_HOME:-/nowhere}" "${java:-/nowhere}" /usr/lib/jvm/* /opt/* /opt/java/* \
    "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    if is_jdk_25 "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}
