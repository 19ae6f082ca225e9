package dev.mcpstack.doctor.tooldiff;

/** Which way values go, and so which of two schemas has to take all that the other takes. */
enum Direction {
  /** Arguments: what was taken before has to be taken now. */
  INPUT,
  /** Answers: what is answered now has to be what was promised before. */
  OUTPUT
}
