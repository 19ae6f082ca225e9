/** What the data channel costs: its cases, what they are compared with, and what it keeps. */
@NullMarked
package dev.mcpstack.bench.data;

import org.jspecify.annotations.NullMarked;
