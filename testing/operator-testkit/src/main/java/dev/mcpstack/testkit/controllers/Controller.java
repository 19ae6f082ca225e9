package dev.mcpstack.testkit.controllers;

/** One duty of a cluster. */
interface Controller {

  /** Does what is to be done now, at once. Called again until nothing changes any more. */
  void run(World world);
}
