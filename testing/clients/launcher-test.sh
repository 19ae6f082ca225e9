#!/usr/bin/env bash
# Tests ./mcpstack by itself: which JDK it takes, when it builds, what it runs. JDKs and Maven are small fakes in a temporary folder; no network.
# Ends with 'N passed, N failed'; exit code 1 if any failed.
set -uo pipefail

launcher="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)/mcpstack"
work="$(cd "$(mktemp -d)" && pwd -P)"
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

fake_jdk() { # <home> <version> [jre]: `java` tells its home and its arguments, one a line, and ends with $FAKE_EXIT
  mkdir -p "$1/bin"
  echo "JAVA_VERSION=\"$2\"" >"$1/release"
  cat >"$1/bin/java" <<JAVA
#!/usr/bin/env bash
case "\$*" in
  "-XshowSettings:properties -version") echo "    java.home = $1" >&2; exit 0 ;;
  "-version") echo 'openjdk version "$2"' >&2; exit 0 ;;
esac
echo "java=$1"
for argument in "\$@"; do echo "argument=\$argument"; done
echo "folder=\$PWD"
exit "\${FAKE_EXIT:-0}"
JAVA
  chmod +x "$1/bin/java"
  if [ "${3:-}" != jre ]; then
    printf '#!/bin/sh\n' >"$1/bin/javac"
    chmod +x "$1/bin/javac"
  fi
}

fake_repository() { # a fresh repository with the real launcher and a Maven that tells how it was called
  repository="$work/repository"
  rm -rf "$repository" "$work/maven.log"
  mkdir -p "$repository/standalone-image/src/main/java" "$repository/libs/contract/src/main/java"
  cp "$launcher" "$repository/mcpstack"
  touch "$repository/pom.xml" "$repository/standalone-image/pom.xml" "$repository/libs/contract/pom.xml"
  touch "$repository/libs/contract/src/main/java/A.java"
  cat >"$repository/mvnw" <<'MAVEN'
#!/usr/bin/env bash
echo "maven talks on standard output"
echo "$JAVA_HOME $PWD $*" >>"$MAVEN_LOG"
[ -z "${FAKE_MAVEN_EXIT:-}" ] || exit "$FAKE_MAVEN_EXIT"
mkdir -p standalone-image/target/mcpstack/lib
MAVEN
  chmod +x "$repository/mvnw"
  # All of it older than anything that is built from it.
  find "$repository" -exec touch -t 202001010000 {} +
}

# Runs the launcher with nothing of the machine's own JDKs in sight. $path, $settings and $folder are set by the case.
run() {
  (cd "${folder:-$work}" && env -i PATH="${path:-/usr/bin/empty:/bin}" HOME="$work/home" MAVEN_LOG="$work/maven.log" \
    MCPSTACK_JDK_FOLDERS="${jdk_folders:-$work/none}" ${settings[@]+"${settings[@]}"} \
    "${command:-$repository/mcpstack}" "$@") >"$work/out" 2>"$work/err"
  code=$?
}

check() { # <name> <command...>
  local name="$1"
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $name"
    echo "  exit code: $code"
    sed 's/^/  out: /' "$work/out"
    sed 's/^/  err: /' "$work/err"
  fi
}
out_has() { grep -Fqx -- "$1" "$work/out"; }
err_has() { grep -Fq -- "$1" "$work/err"; }
out_lacks() { ! grep -Fq -- "$1" "$work/out"; }
code_is() { [ "$code" = "$1" ]; }
builds_are() { [ "$(wc -l <"$work/maven.log" 2>/dev/null || echo 0)" -eq "$1" ]; }

# A PATH with the ordinary tools but without any java.
mkdir -p "$work/tools" "$work/home"
for tool in bash env dirname readlink grep sed find head mktemp mv rm mkdir touch cat; do
  ln -s "$(command -v "$tool")" "$work/tools/$tool"
done
path="$work/tools"
fake_jdk "$work/jdk17" 17.0.15
fake_jdk "$work/jdk25" 25.0.3
fake_jdk "$work/other25" 25
fake_jdk "$work/jdk26" 26.0.1
fake_jdk "$work/jre25" 25.0.3 jre
fake_repository

# --- which JDK
settings=("JAVA_HOME=$work/jdk25" "JAVA25_HOME=$work/other25")
run up
check "JAVA_HOME comes first" out_has "java=$work/jdk25"

settings=("JAVA_HOME=$work/jdk17" "JAVA25_HOME=$work/other25")
run up
check "JAVA25_HOME when JAVA_HOME is older" out_has "java=$work/other25"

settings=("JAVA_HOME=$work/jre25" "JAVA25_HOME=$work/jdk26")
mkdir -p "$work/jvm"
ln -sfn "$work/jdk17" "$work/jvm/a17"
ln -sfn "$work/jdk25" "$work/jvm/b25"
jdk_folders="$work/none:$work/jvm"
run up
check "a folder of JDKs when JAVA_HOME is a JRE and JAVA25_HOME is newer" out_has "java=$work/jdk25"

settings=()
mkdir -p "$work/mac/temurin-25.jdk/Contents"
ln -sfn "$work/other25" "$work/mac/temurin-25.jdk/Contents/Home"
jdk_folders="$work/mac"
run up
check "the layout of macOS" out_has "java=$work/other25"

jdk_folders=""
ln -sfn "$work/jdk25/bin/java" "$work/tools/java"
run up
check "the java on PATH, though only a link" out_has "java=$work/jdk25"

ln -sfn "$work/jdk17/bin/java" "$work/tools/java"
settings=("JAVA_HOME=$work/jdk17")
run up
check "no JDK 25: exit code" code_is 3
check "no JDK 25: says what it needs" err_has "error: mcpstack needs a JDK 25, none found (looked at JAVA_HOME, JAVA25_HOME, $work/none, PATH)."
check "no JDK 25: says what java is" err_has "'java' on PATH is: openjdk version \"17.0.15\""
check "no JDK 25: nothing on standard output" [ ! -s "$work/out" ]
run verify
check "no JDK 25: verify does not run Maven on an older one" code_is 3

rm "$work/tools/java"
settings=()
run up
check "no java at all" err_has "'java' on PATH is: not there"

# --- when it builds
settings=("JAVA_HOME=$work/jdk25")
fake_repository
run up
check "first start builds" builds_are 1
check "first start says so" err_has "mcpstack: building, about a minute the first time"
check "first start keeps standard output for the program" out_lacks "maven talks"
check "the build runs on the JDK 25 in the repository" grep -Fq "$work/jdk25 $repository -B -q -pl standalone-image,doctor -am package -Dmaven.test.skip=true" "$work/maven.log"
run up
check "second start does not build" builds_are 1
check "second start is silent" [ ! -s "$work/err" ]
touch -t 203001010000 "$repository/libs/contract/src/main/java/A.java"
run up
check "a changed source builds" builds_are 2
touch -t 202001010000 "$repository/libs/contract/src/main/java/A.java"
touch -t 203001010000 "$repository/libs/contract/pom.xml"
run up
check "a changed pom builds" builds_are 3
touch -t 202001010000 "$repository/libs/contract/pom.xml"
rm "$repository/libs/contract/src/main/java/A.java"
touch -t 203001010000 "$repository/libs/contract/src/main/java"
run up
check "a removed source builds" builds_are 4
touch -t 202001010000 "$repository/libs/contract/src/main/java"
rm -r "$repository/standalone-image/target"
settings+=("FAKE_MAVEN_EXIT=1")
run up
check "a failed build: exit code" code_is 4
check "a failed build: says so" err_has "error: the build failed"
check "a failed build: the program is not run" out_lacks "java="

# --- what it runs
settings=("JAVA_HOME=$work/jdk25" "FAKE_EXIT=7" "MCPSTACK_JAVA_OPTIONS=-Xmx64m -Xms32m")
run up "a file.yaml" --port 0
check "the program's exit code" code_is 7
check "arguments with blanks stay whole" out_has "argument=a file.yaml"
check "the main class" out_has "argument=dev.mcpstack.standalone.Main"
check "the class path" out_has "argument=$repository/standalone-image/target/mcpstack/lib/*"
check "further options of the JVM" out_has "argument=-Xms32m"
for flag in --add-opens=java.base/java.nio=ALL-UNNAMED --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Darrow.enable_unsafe_memory_access=true -Darrow.enable_null_check_for_get=false -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError; do
  check "the flag $flag" out_has "argument=$flag"
done
settings=("JAVA_HOME=$work/jdk25")
run
check "no argument at all" code_is 0

mkdir -p "$work/elsewhere" "$work/links"
ln -sfn "$repository/mcpstack" "$work/links/absolute"
ln -sfn ../links/absolute "$work/elsewhere/stack"
folder="$work/elsewhere"
command="$work/elsewhere/stack"
run up
check "through two links: finds its repository" out_has "argument=$repository/standalone-image/target/mcpstack/lib/*"
check "runs the program in the caller's folder" out_has "folder=$work/elsewhere"
rm "$work/maven.log"
run verify -pl "libs/contract" -Dtest="A Test"
check "verify from another folder" grep -Fqx "$work/jdk25 $repository -B verify -pl libs/contract -Dtest=A Test" "$work/maven.log"
run format
check "format" grep -Fqx "$work/jdk25 $repository -B -q spotless:apply" "$work/maven.log"
settings+=("FAKE_MAVEN_EXIT=9")
run verify
check "verify passes Maven's exit code on" code_is 9

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
