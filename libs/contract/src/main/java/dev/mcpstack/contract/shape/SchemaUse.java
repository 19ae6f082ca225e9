package dev.mcpstack.contract.shape;

/** Which side of a record a schema describes. */
enum SchemaUse {
  /** What may be sent: keys with a default may be left out. */
  INPUT,
  /** What is answered: keys with a default are always there, and a number may be null. */
  ANSWER
}
