/** What a cluster does by itself, run when a test says so. */
@NullMarked
package dev.mcpstack.testkit.controllers;

import org.jspecify.annotations.NullMarked;
