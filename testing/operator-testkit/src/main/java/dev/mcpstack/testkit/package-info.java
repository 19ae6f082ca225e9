/**
 * A Kubernetes API in the process of a test, to run an operator against for real: real client, real
 * HTTP on loopback, objects in memory.
 *
 * <p>It is a store of its own behind the JDK's HTTP server rather than a dispatcher in fabric8's
 * mock server. That mock keeps objects without versions of their fields, knows no apply, lets a
 * write to an object change its status, and answers on the event loop, where neither a hook between
 * two calls nor a cut connection can be had; subclassing would have replaced every handler. Watches
 * are plain HTTP streams, which the API server offers besides WebSockets and to which fabric8's
 * clients fall back by themselves.
 */
@NullMarked
package dev.mcpstack.testkit;

import org.jspecify.annotations.NullMarked;
