package dev.mcpstack.doctor;

/**
 * What one check found.
 *
 * @param check what was checked, in a few words
 * @param healthy whether it was as it should be
 * @param detail what was seen
 * @param remedy what to do, empty when healthy
 * @param millis how long it took
 */
record Finding(String check, boolean healthy, String detail, String remedy, long millis) {
  String toLine() {
    String line =
        (healthy ? "ok    " : "FAILED") + "  " + check + " (" + millis + " ms): " + detail;
    return remedy.isEmpty() ? line : line + "\n        what to do: " + remedy;
  }
}
